export { createCommentStore } from "./comment-store.ts";
export { createCustody } from "./custody.ts";
export { custodyRoutes } from "./custody-routes.ts";
export { reviewRoutes } from "./review-routes.ts";
export { createReviews } from "./reviews.ts";
