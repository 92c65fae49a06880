// Starts the worker binary named by the first argument through mediasoup itself, and ends it: proof that it runs here.
import * as mediasoup from "mediasoup";

const worker = await mediasoup.createWorker({ workerBin: process.argv[2] });
worker.close();
