// Renders one film in a process of its own, so that the test that waits for it stays alive: options in, path and truth out, as JSON.
import { renderFigureVideo } from "../figure/render-figure-video.ts";

process.stdout.write(JSON.stringify(await renderFigureVideo(JSON.parse(process.argv[2] ?? ""))));
