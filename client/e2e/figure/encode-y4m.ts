// The picture format Chromium's fake camera reads: plain YUV 4:2:0 frames behind a line of text. ITU-R BT.601, limited range.

export function y4mHeader(width: number, height: number, framesPerSecond: number): Uint8Array {
  return new TextEncoder().encode(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
}

/** One frame with its own header; `rgb` from the upper left, width and height even. */
export function encodeY4mFrame(rgb: Uint8Array, width: number, height: number): Uint8Array {
  if (width % 2 !== 0 || height % 2 !== 0) throw new Error("4:2:0 needs an even width and height");
  const head = new TextEncoder().encode("FRAME\n");
  const pixels = width * height;
  const frame = new Uint8Array(head.length + (pixels * 3) / 2);
  frame.set(head);
  const [blues, reds] = [head.length + pixels, head.length + (pixels * 5) / 4];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [r, g, b] = pixelAt(rgb, row * width + column);
      frame[head.length + row * width + column] = Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255);
    }
  }
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      const four = [0, 1, width, width + 1].map((step) => pixelAt(rgb, row * width + column + step));
      const [r, g, b] = [0, 1, 2].map((k) => (four[0]![k]! + four[1]![k]! + four[2]![k]! + four[3]![k]!) / 4) as [
        number,
        number,
        number,
      ];
      const at = (row / 2) * (width / 2) + column / 2;
      frame[blues + at] = Math.round(128 + (-37.797 * r - 74.203 * g + 112 * b) / 255);
      frame[reds + at] = Math.round(128 + (112 * r - 93.786 * g - 18.214 * b) / 255);
    }
  }
  return frame;
}

function pixelAt(rgb: Uint8Array, pixel: number): readonly [number, number, number] {
  return [rgb[3 * pixel]!, rgb[3 * pixel + 1]!, rgb[3 * pixel + 2]!];
}
