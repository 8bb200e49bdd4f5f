// Tables whose cells change in place, so that neither focus nor scrolling is lost. All text comes in as text, never as HTML.

/** Sets an element's text where it differs. */
export function put(element, text) {
  const wanted = String(text);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

function compare(a, b) {
  const left = a ?? -1;
  const right = b ?? -1;
  return typeof left === 'string' && typeof right === 'string' ? left.localeCompare(right) : left - right;
}

/**
 * A table.
 *
 * columns: { label, value(row), text(row), kind(row), words, wraps }; `value` is what is sorted by, `text` what is shown, and
 * `kind` the class of a cell that stands out. The first column names the row; `key(row)` tells rows apart.
 * options.sort: the column that is sorted by at first; without it the order is the caller's.
 */
export class Table {
  #table;
  #columns;
  #key;
  #body = document.createElement('tbody');
  #heads = [];
  #shown = new Map();
  #rows = [];
  #sorted;
  #descending = true;

  constructor(id, columns, key, options = {}) {
    this.#table = document.getElementById(id);
    this.#columns = columns;
    this.#key = key;
    this.#sorted = options.sort ?? -1;
    const head = document.createElement('thead');
    head.append(this.#headRow());
    this.#table.append(head, this.#body);
    const title = document.getElementById(options.caption ?? this.#table.parentElement.getAttribute('aria-labelledby'));
    this.#table.setAttribute('aria-labelledby', title.id);
    this.#mark();
  }

  #headRow() {
    const row = document.createElement('tr');
    this.#columns.forEach((column, index) => {
      const cell = document.createElement('th');
      cell.scope = 'col';
      if (index === 0 || column.words) {
        cell.className = 'words';
      }
      if (this.#sorted < 0) {
        cell.textContent = column.label;
      } else {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = column.label;
        button.addEventListener('click', () => this.#sortBy(index));
        cell.append(button);
      }
      this.#heads.push(cell);
      row.append(cell);
    });
    return row;
  }

  /** Numbers begin with the largest, words with A; the same column again turns the order round. */
  #sortBy(index) {
    const column = this.#columns[index];
    this.#descending = this.#sorted === index ? !this.#descending : !(index === 0 || column.words);
    this.#sorted = index;
    this.#mark();
    this.#show();
  }

  #mark() {
    this.#heads.forEach((cell, index) => {
      if (index === this.#sorted) {
        cell.setAttribute('aria-sort', this.#descending ? 'descending' : 'ascending');
      } else {
        cell.removeAttribute('aria-sort');
      }
    });
  }

  /** Shows these rows; where there are none, the text for that in place of the table. */
  update(rows) {
    this.#rows = rows;
    this.#show();
    const empty = document.getElementById(this.#table.id.replace('table', 'empty'));
    if (empty) {
      empty.hidden = rows.length > 0;
      this.#table.parentElement.hidden = rows.length === 0;
    }
  }

  #inOrder() {
    if (this.#sorted < 0) {
      return this.#rows;
    }
    const { value } = this.#columns[this.#sorted];
    const way = this.#descending ? -1 : 1;
    return [...this.#rows].sort(
      (a, b) => way * compare(value(a), value(b)) || compare(this.#key(a), this.#key(b)),
    );
  }

  #show() {
    const rows = this.#inOrder();
    const kept = new Set(rows.map(this.#key));
    for (const [key, element] of this.#shown) {
      if (!kept.has(key)) {
        element.remove();
        this.#shown.delete(key);
      }
    }
    rows.forEach((row, index) => {
      const element = this.#element(this.#key(row));
      this.#fill(element, row);
      if (this.#body.children[index] !== element) {
        this.#body.insertBefore(element, this.#body.children[index] ?? null);
      }
    });
  }

  #element(key) {
    let element = this.#shown.get(key);
    if (!element) {
      element = document.createElement('tr');
      this.#columns.forEach((column, index) => {
        const cell = document.createElement(index === 0 ? 'th' : 'td');
        if (index === 0) {
          cell.scope = 'row';
        }
        element.append(cell);
      });
      this.#shown.set(key, element);
    }
    return element;
  }

  #fill(element, row) {
    this.#columns.forEach((column, index) => {
      const cell = element.children[index];
      put(cell, column.text(row));
      const kinds = [column.words && 'words', column.wraps && 'wraps', column.kind?.(row)];
      const wanted = kinds.filter(Boolean).join(' ');
      if (cell.className !== wanted) {
        cell.className = wanted;
      }
    });
  }
}
