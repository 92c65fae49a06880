// The lake at dawn as shaders: the sky with its hills is painted once, then looked up, by the sky itself and by the water that mirrors it.

/** Direction the sun is seen in: low, left of the middle. */
export const SUN_DIRECTION = [-0.318, 0.172, -0.932] as const;

/** How far to either side of straight ahead the sky is painted; no picture is wider. */
const HALF_PANORAMA_RADIANS = 0.8;

const SUN = `const vec3 SUN = vec3(${SUN_DIRECTION.map((part) => part.toFixed(4)).join(", ")});`;

const NOISE = /* glsl */ `
float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  vec2 u = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1.0, 0.0)), u.x), mix(hash(i + vec2(0.0, 1.0)), hash(i + vec2(1.0, 1.0)), u.x), u.y);
}
`;

const SKY = /* glsl */ `
${SUN}
${NOISE}
float ridge(float a, float scale, float seed) {
  float x = a * scale + seed;
  return 0.5 * noise(vec2(x, seed)) + 0.3 * noise(vec2(x * 2.3, seed + 7.0)) + 0.14 * noise(vec2(x * 5.9, seed + 3.0)) + 0.06 * noise(vec2(x * 14.0, seed));
}
vec3 hillLayer(vec3 below, float e, float top, float soft, vec3 foot, vec3 crest) {
  float cover = 1.0 - smoothstep(top - soft, top + soft, e);
  return mix(below, mix(foot, crest, clamp(e / max(top, 0.001), 0.0, 1.0)), cover);
}
vec3 skyColour(vec3 d, float soft) {
  float h = max(d.y, 0.0);
  vec3 c = mix(vec3(0.992, 0.878, 0.741), vec3(0.972, 0.905, 0.862), smoothstep(0.0, 0.13, h));
  c = mix(c, vec3(0.792, 0.886, 0.906), smoothstep(0.08, 0.34, h));
  c = mix(c, vec3(0.565, 0.757, 0.824), smoothstep(0.28, 0.85, h));
  float toSun = max(dot(d, SUN), 0.0);
  c = mix(c, vec3(1.0, 0.842, 0.640), 0.62 * pow(toSun, 9.0));
  c = mix(c, vec3(1.0, 0.925, 0.745), 0.85 * pow(toSun, 90.0));
  float streak = noise(vec2(atan(d.x, -d.z) * 3.2 + 4.0, h * 26.0)) * 0.6 + noise(vec2(atan(d.x, -d.z) * 8.0, h * 60.0)) * 0.4;
  float cloud = smoothstep(0.56, 0.86, streak) * smoothstep(0.05, 0.16, h) * (1.0 - smoothstep(0.3, 0.62, h));
  c = mix(c, vec3(1.0, 0.955, 0.915), cloud * 0.62);
  c = mix(c, vec3(1.0, 0.985, 0.925), smoothstep(0.99915, 0.99945, dot(d, SUN)));
  float a = atan(d.x, -d.z);
  float e = d.y / max(length(d.xz), 0.001);
  c = hillLayer(c, e, 0.045 + 0.105 * ridge(a, 2.1, 3.7), soft, vec3(0.905, 0.855, 0.835), vec3(0.742, 0.790, 0.815));
  c = hillLayer(c, e, 0.028 + 0.088 * ridge(a, 2.9, 11.2), soft, vec3(0.800, 0.815, 0.800), vec3(0.525, 0.650, 0.680));
  float near = 0.012 + 0.075 * ridge(a, 3.8, 23.4) * (0.35 + 0.65 * smoothstep(0.12, 0.75, abs(a + 0.08)));
  near += 0.0035 * noise(vec2(a * 260.0, 1.0)) * smoothstep(0.02, 0.04, near);
  c = hillLayer(c, e, near, soft, vec3(0.600, 0.690, 0.670), vec3(0.305, 0.478, 0.482));
  c = mix(c, vec3(0.992, 0.925, 0.855), 0.78 * exp(-max(e, 0.0) * 95.0));
  return c;
}`;

/** Painted once: across by direction from left to right, upwards by the root of the steepness, finest where the hills are. */
export const SKY_PAINTING = /* glsl */ `
precision highp float;
varying vec2 vUV;
${SKY}
void main() {
  float a = (vUV.x - 0.5) * ${(2 * HALF_PANORAMA_RADIANS).toFixed(4)};
  float e = vUV.y * vUV.y;
  gl_FragColor = vec4(skyColour(normalize(vec3(sin(a), e, -cos(a))), 0.0012), 1.0);
}`;

const LOOK_UP = /* glsl */ `
uniform sampler2D sky;
vec3 skyIn(vec3 d) {
  float across = atan(d.x, -d.z) / ${(2 * HALF_PANORAMA_RADIANS).toFixed(4)} + 0.5;
  float steepness = max(d.y, 0.0) / max(length(d.xz), 0.001);
  return texture2D(sky, vec2(across, min(sqrt(steepness), 1.0))).rgb;
}`;

export const SKY_VERTEX = /* glsl */ `
precision highp float;
attribute vec3 position;
uniform mat4 worldViewProjection;
varying vec3 vDirection;
void main() {
  vDirection = position;
  gl_Position = worldViewProjection * vec4(position, 1.0);
}`;

export const SKY_FRAGMENT = /* glsl */ `
precision highp float;
varying vec3 vDirection;
${LOOK_UP}
void main() { gl_FragColor = vec4(skyIn(vDirection), 1.0); }`;

export const WATER_VERTEX = /* glsl */ `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
varying vec3 vPlace;
void main() {
  vec4 place = world * vec4(position, 1.0);
  vPlace = place.xyz;
  gl_Position = viewProjection * place;
}`;

export const WATER_FRAGMENT = /* glsl */ `
precision highp float;
varying vec3 vPlace;
uniform vec3 cameraPosition;
uniform float seconds;
${SUN}
${NOISE}
${LOOK_UP}
vec2 slope(vec2 p, float t) {
  float n = noise(p * vec2(0.8, 1.9) + vec2(t * 0.22, t * 0.31));
  float m = noise(p * vec2(2.1, 4.6) - vec2(t * 0.37, t * 0.28));
  return vec2(n - 0.5 + 0.5 * (m - 0.5), m - 0.5 + 0.6 * (n - 0.5));
}
void main() {
  vec3 toPlace = vPlace - cameraPosition;
  float far = length(toPlace);
  vec3 view = toPlace / far;
  vec2 s = slope(vPlace.xz, seconds) * 0.1 / (1.0 + far * far * 0.0035);
  vec3 normal = normalize(vec3(s.x * 0.55, 1.0, s.y));
  vec3 mirrored = reflect(view, normal);
  mirrored.y = abs(mirrored.y) + 0.002;
  mirrored = normalize(mirrored);
  float grazing = pow(1.0 - max(dot(-view, normal), 0.0), 4.0);
  vec3 deep = vec3(0.255, 0.520, 0.535);
  vec3 c = mix(deep, skyIn(mirrored) * vec3(0.955, 0.975, 0.985), 0.26 + 0.74 * grazing);
  float glitter = pow(max(dot(mirrored, SUN), 0.0), 420.0) + 0.25 * pow(max(dot(mirrored, SUN), 0.0), 60.0);
  c = mix(c, vec3(1.0, 0.905, 0.775), min(1.0, glitter * 0.8));
  c = mix(c, vec3(0.985, 0.905, 0.825), smoothstep(70.0, 420.0, far) * 0.55);
  gl_FragColor = vec4(c, 1.0);
}`;
