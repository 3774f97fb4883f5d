import { el } from "./dom.js";

/**
 * The bot's commands, offered while a word with «/» is being written. The focus stays in the
 * writing line: ↑ ↓ choose, Enter or Tab takes, Esc closes.
 */
export class Suggest {
  constructor(input, list, take) {
    Object.assign(this, { input, list, take, commands: [], found: [], here: 0 });
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("blur", () => this.close());
  }

  get open() { return this.found.length > 0; }

  update() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.input.value);
    this.found = typed ? this.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    this.here = 0;
    this.show();
  }

  close() {
    this.found = [];
    this.show();
  }

  show() {
    this.list.hidden = !this.open;
    this.list.replaceChildren(...this.found.map((command, i) => this.option(command, i)));
    if (this.open) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.here}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.list.children[this.here]?.scrollIntoView({ block: "nearest" });
  }

  option({ command, description }, i) {
    const press = (event) => { event.preventDefault(); this.choose(i); };
    return el("li", { id: `${this.list.id}-${i}`, role: "option", "aria-selected": String(i === this.here), onmousedown: press },
      el("b", {}, `/${command}`), el("span", {}, description));
  }

  choose(i) {
    const { command } = this.found[i];
    this.close();
    this.take(`/${command}`);
  }

  /** Whether the key was meant for the list. */
  key({ key }) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      this.here = (this.here + step + this.found.length) % this.found.length;
      this.show();
    } else if (key === "Enter" || key === "Tab") this.choose(this.here);
    else if (key === "Escape") this.close();
    else return false;
    return true;
  }
}
