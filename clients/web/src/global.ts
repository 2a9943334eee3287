/** What the classic script puts into the page: the global `TRTC` is the class itself. */

export { TRTC as default } from './trtc.js';
