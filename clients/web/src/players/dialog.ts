/** The box that asks for the click a browser wants before it plays sound. */

const boxStyle = [
  'position:fixed;inset:auto 0 24px;margin:0 auto;z-index:2147483000;width:max-content;max-width:calc(100vw - 32px)',
  'display:flex;gap:16px;align-items:center;padding:12px 16px;border-radius:12px;border:0',
  'background:#1c2430;color:#fff;font:15px/1.4 system-ui,sans-serif;box-shadow:0 8px 32px rgba(0,0,0,.35)',
].join(';');

const buttonStyle =
  'border:0;border-radius:8px;padding:8px 16px;background:#3b82f6;color:#fff;font:inherit;cursor:pointer';

/** @returns closes the box */
export function showAutoplayDialog(confirmed: () => void): () => void {
  const box = document.createElement('div');
  box.setAttribute('role', 'alertdialog');
  box.style.cssText = boxStyle;
  const words = document.createElement('span');
  words.textContent = 'The browser waits for a click before it plays sound.';
  const button = document.createElement('button');
  button.type = 'button';
  button.style.cssText = buttonStyle;
  button.textContent = 'Play';
  button.addEventListener('click', confirmed);
  box.append(words, button);
  document.body.append(box);
  return () => box.remove();
}
