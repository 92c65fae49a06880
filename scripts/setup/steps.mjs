// Which steps each command needs, in order.
import { chromiumStep } from "./chromium-step.mjs";
import { clientStep } from "./client-step.mjs";
import { dependenciesStep } from "./dependencies-step.mjs";
import { mediaWorkerStep } from "./media-worker-step.mjs";
import { modelsStep } from "./models-step.mjs";
import { nodeStep } from "./node-step.mjs";
import { postgresStep } from "./postgres-step.mjs";
import { prismaStep } from "./prisma-step.mjs";
import { redisStep } from "./redis-step.mjs";
import { uwsStep } from "./uws-step.mjs";

/** For what only reads our code and files: no database, nothing built. */
export const CODE_STEPS = [dependenciesStep, nodeStep];

/** For what reads or fills a database and serves nobody. */
export const STORED_STEPS = [...CODE_STEPS, postgresStep, prismaStep];

export const START_STEPS = [...STORED_STEPS, modelsStep, mediaWorkerStep, clientStep];

/** For a media node of its own. */
export const MEDIA_STEPS = [...CODE_STEPS, mediaWorkerStep];

/** For several server processes. */
export const CLUSTER_STEPS = [...START_STEPS, redisStep];

export const TEST_STEPS = [...CLUSTER_STEPS, chromiumStep, uwsStep];
