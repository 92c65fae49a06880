// Answers mediasoup's includes of ankerl::unordered_dense, which Debian does not package, with the standard containers:
// only map, set and hash are used.
#pragma once
#include <cstdint>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense {

template<typename T, typename = void>
struct hash : std::hash<T> {};

// The original mixes integers, enums and pointers well, where std::hash returns them as they are.
template<typename T>
struct hash<T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T> || std::is_pointer_v<T>>>
{
	std::size_t operator()(T value) const noexcept
	{
		std::uint64_t bits;

		if constexpr (std::is_pointer_v<T>)
			bits = reinterpret_cast<std::uintptr_t>(value);
		else
			bits = static_cast<std::uint64_t>(value);

		const auto product = static_cast<unsigned __int128>(bits) * 0x9E3779B97F4A7C15ULL;

		return static_cast<std::size_t>(static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64));
	}
};

template<typename K, typename V, typename H = hash<K>, typename E = std::equal_to<K>>
using map = std::unordered_map<K, V, H, E>;

template<typename K, typename H = hash<K>, typename E = std::equal_to<K>>
using set = std::unordered_set<K, H, E>;

} // namespace ankerl::unordered_dense
