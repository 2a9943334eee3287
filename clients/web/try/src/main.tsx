import { render } from 'preact';
import { readLink, writeLink } from './link.js';
import { Meeting } from './meeting/meeting.js';
import { Page } from './view/page.js';

const place = document.getElementById('page');
if (!place) throw new Error('the page has no place for its content');
const invitation = readLink(location.hash);
// A ticket is not for those who look over the shoulder, nor for bookmarks.
if (invitation.userSig) {
  const rest = writeLink({ ...invitation, userSig: undefined, privateMapKey: undefined });
  history.replaceState(null, '', location.pathname + rest);
}
// Another invitation in the same tab is another visit.
window.addEventListener('hashchange', () => location.reload());
render(<Page meeting={new Meeting()} invitation={invitation} />, place);
