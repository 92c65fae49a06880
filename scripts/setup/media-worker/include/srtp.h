// The calls of libsrtp 3 that mediasoup's worker makes, over libsrtp 2, which is what Debian has. libsrtp 3 takes
// separate input and output buffers and sizes as size_t; libsrtp 2 works in place. All of it is overloads.
#pragma once
#define srtp_policy_t srtp2_policy_t // a plain struct there, an opaque handle in libsrtp 3
#include <srtp2/srtp.h>
#undef srtp_policy_t
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Error codes that only libsrtp 3 knows; the values are its own.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);

struct srtp3_policy
{
	srtp2_policy_t policy;
	srtp_profile_t profile;
	unsigned char key[SRTP_MAX_KEY_LEN];
};

using srtp_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* created)
{
	*created = new (std::nothrow) srtp3_policy();

	return *created ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (!policy)
		return;

	// volatile: the compiler must not leave out the wiping of a key that is freed next.
	volatile unsigned char* key = policy->key;

	for (std::size_t i = 0; i < sizeof(policy->key); ++i)
		key[i] = 0;

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;

	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	return status ? status : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const std::uint8_t* key,
  std::size_t keyLength,
  const std::uint8_t* salt,
  std::size_t saltLength,
  const std::uint8_t* mki,
  std::size_t mkiLength)
{
	const bool oneKeyWithoutMki = !mki && !mkiLength && !policy->policy.key;
	const bool fits = keyLength + saltLength <= sizeof(policy->key);
	const bool ofProfile = keyLength == srtp_profile_get_master_key_length(policy->profile) &&
	                       saltLength == srtp_profile_get_master_salt_length(policy->profile);

	if (!oneKeyWithoutMki || !fits || !ofProfile)
		return srtp_err_status_bad_param;

	std::memcpy(policy->key, key, keyLength);
	std::memcpy(policy->key + keyLength, salt, saltLength);
	policy->policy.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, std::size_t size)
{
	policy->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	if (!policy->policy.key)
		return srtp_err_status_bad_param;

	return srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->policy));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, std::uint32_t ssrcNetworkOrder)
{
	return srtp_remove_stream(session, ssrcNetworkOrder);
}

namespace srtp3_detail {

using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

// `growth` is how many bytes the call may add: the output buffer must have room for them.
inline srtp_err_status_t run(
  InPlace call,
  srtp_t session,
  const std::uint8_t* in,
  std::size_t inLength,
  std::uint8_t* out,
  std::size_t* outLength,
  std::size_t growth)
{
	if (inLength > INT_MAX - growth || *outLength < inLength + growth)
		return srtp_err_status_buffer_small;

	if (in != out)
		std::memmove(out, in, inLength);

	int length = static_cast<int>(inLength);
	const auto status = call(session, out, &length);

	if (status == srtp_err_status_ok)
		*outLength = static_cast<std::size_t>(length);

	return status;
}

} // namespace srtp3_detail

inline srtp_err_status_t srtp_protect(
  srtp_t session, const std::uint8_t* in, std::size_t inLength, std::uint8_t* out, std::size_t* outLength, std::size_t)
{
	return srtp3_detail::run(
	  static_cast<srtp3_detail::InPlace>(&::srtp_protect), session, in, inLength, out, outLength, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const std::uint8_t* in, std::size_t inLength, std::uint8_t* out, std::size_t* outLength, std::size_t)
{
	// SRTCP adds its index of four bytes.
	return srtp3_detail::run(
	  static_cast<srtp3_detail::InPlace>(&::srtp_protect_rtcp),
	  session,
	  in,
	  inLength,
	  out,
	  outLength,
	  SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const std::uint8_t* in, std::size_t inLength, std::uint8_t* out, std::size_t* outLength)
{
	return srtp3_detail::run(
	  static_cast<srtp3_detail::InPlace>(&::srtp_unprotect), session, in, inLength, out, outLength, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const std::uint8_t* in, std::size_t inLength, std::uint8_t* out, std::size_t* outLength)
{
	return srtp3_detail::run(
	  static_cast<srtp3_detail::InPlace>(&::srtp_unprotect_rtcp), session, in, inLength, out, outLength, 0);
}
