import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hue, initials } from '../names.js';
import { Icon, type IconName } from './icons.js';

/** What stands where no picture is. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class="avatar" style={{ '--hue': String(hue(name)) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

interface IconButtonProps {
  id?: string;
  icon: IconName;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  class?: string;
  badge?: number;
  /** Shown beneath the sign, where there is room. */
  caption?: string;
}

/** A round button whose name is read and shown on hover. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, pressed, expanded, disabled, badge, caption } = props;
  return (
    <button
      type="button"
      id={props.id}
      class={`icon-button ${props.class ?? ''}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <span class="disc">
        <Icon name={icon} />
        {badge ? <span class="badge">{badge > 99 ? '99+' : badge}</span> : null}
      </span>
      {caption ? <span class="caption">{caption}</span> : null}
    </button>
  );
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  const closeOutside = (event: MouseEvent) => {
    if (event.target === element.current) element.current?.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same, the dialog sees to it
    <dialog ref={element} class="dialog" aria-label={title} onClose={onClose} onClick={closeOutside}>
      <div class="dialog-body">
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onClick={() => element.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  name: string;
  value: T;
  options: readonly { value: T; label: string; hint: string }[];
  onChange: (value: T) => void;
}

/** A few possibilities side by side, with what each means. */
export function Choice<T extends string>({ legend, name, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="choice-row">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span class="choice-label">{option.label}</span>
            <span class="choice-hint">{option.hint}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
