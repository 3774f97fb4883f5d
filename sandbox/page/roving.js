const CONTROLS = "a[href], button, video";

/**
 * One message at a time takes part in the order of Tab: with hundreds of buttons in a chat the
 * newest ones are one step from the writing line, and ↑ ↓ walk from message to message.
 */
export class Roving {
  constructor(element) {
    this.element = element;
    this.current = null;
    element.addEventListener("focusin", ({ target }) => this.choose(target.closest(".item")));
    element.addEventListener("keydown", (event) => this.walk(event));
  }

  choose(item) {
    if (!item || item === this.current) return;
    if (this.current) reach(this.current, -1);
    this.current = item;
    reach(item, 0);
  }

  /** A new message becomes the one in the order, unless somebody is walking among the others. */
  offer(item) {
    if (!this.element.contains(document.activeElement)) this.choose(item);
  }

  /** Puts one element in the place of another; the focus stays on the button of the same name, else on the message. */
  replace(old, item) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(item);
    if (old === this.current) this.choose(item);
    if (!focused) return;
    const same = [...item.querySelectorAll(CONTROLS)].find((control) => control.textContent === focused.textContent);
    (focused === old ? item : same || item).focus({ preventScroll: true });
  }

  /** An element is about to go: its neighbour takes over. */
  leave(item) {
    const next = this.neighbour(item, -1) || this.neighbour(item, 1);
    if (item.contains(document.activeElement)) next?.focus({ preventScroll: true });
    if (item === this.current) this.choose(next);
  }

  focus() { this.current?.focus(); }

  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = event.target.closest(".item");
    if (!step || !item || event.altKey || event.ctrlKey) return;
    const next = this.neighbour(item, step);
    if (!next && step > 0) return; // past the newest: whoever holds the log goes on to the writing line
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  }

  neighbour(item, step) {
    const items = [...this.element.querySelectorAll(".item:not([inert])")];
    return items[items.indexOf(item) + step];
  }
}

/** 0 lets Tab stop at a message and what is in it, -1 does not. */
export function reach(item, tabIndex) {
  item.tabIndex = tabIndex;
  for (const control of item.querySelectorAll(CONTROLS)) control.tabIndex = tabIndex;
}
