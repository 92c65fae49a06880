// Where the skip link of every page leads: an address's fragment, which the sign-in page must not take for a link.
export const CONTENT_ID = "content";
