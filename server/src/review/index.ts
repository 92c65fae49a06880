export { createCommentStore } from "./comment-store.ts";
export { reviewRoutes } from "./review-routes.ts";
export { createReviews } from "./reviews.ts";
