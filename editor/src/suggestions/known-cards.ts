/** Where a section stands on the page, in pixels of the window. */
export interface Frame {
  readonly top: number;
  readonly bottom: number;
}

/** What there is to be known of a card; `card` is `null` where its section is not on the page. */
interface Standing {
  readonly key: string;
  readonly section: string;
  readonly top: number;
  readonly position: number;
  readonly card: { readonly of: object } | null;
}

type Left = Omit<Standing, "card"> & { readonly card: null };

interface Known {
  /** Where its text begins, in pixels from the top of its section. */
  readonly offset: number;
  readonly position: number;
  /** The proposals or comments on the page that it was one of. */
  readonly of: object;
}

interface Page {
  /** The proposals and comments of the sections that are on the page now. */
  readonly there: ReadonlySet<object>;
  readonly frameOf: (section: string) => Frame | null;
  /** How high the window is, in pixels. */
  readonly height: number;
}

/**
 * The cards that have stood in the column, also of sections that have left the page since. Their room is kept: cards of
 * other sections that they have pushed down stay where the reader sees them, and he finds them again when he comes back.
 */
export class KnownCards {
  private readonly sections = new Map<string, Map<string, Known>>();

  /** Where the text of a card stood when it was last seen; `null` of one that was not. In pixels of the window. */
  topOf(section: string, key: string, { top }: Frame): number | null {
    const known = this.sections.get(section)?.get(key);
    return known === undefined ? null : top + known.offset;
  }

  /**
   * @param live what has a card now, by section
   * @returns that, and what has left the page but not for good
   */
  take<Place extends Standing>(
    live: ReadonlyMap<string, readonly Place[]>,
    page: Page,
  ): readonly (Place | Left)[] {
    return [...new Set([...live.keys(), ...this.sections.keys()])].flatMap((section) => {
      const frame = page.frameOf(section);
      if (frame === null) {
        this.sections.delete(section);
        return live.get(section) ?? [];
      }
      return this.takeSection(section, frame, live.get(section) ?? [], page);
    });
  }

  private takeSection<Place extends Standing>(
    section: string,
    frame: Frame,
    live: readonly Place[],
    { there, height }: Page,
  ): readonly (Place | Left)[] {
    const next = new Map(
      live.flatMap(({ key, top, position, card }): readonly (readonly [string, Known])[] =>
        card === null ? [] : [[key, { offset: top - frame.top, position, of: card.of }]],
      ),
    );
    // Of a section that the reader sees, and of what is on the page still, nothing comes back by itself.
    const isSeen = frame.bottom > 0 && frame.top < height;
    const gone = [...(this.sections.get(section) ?? [])].filter(
      ([key, { of }]) => !next.has(key) && !isSeen && !there.has(of),
    );
    for (const [key, known] of gone) next.set(key, known);
    if (next.size === 0) this.sections.delete(section);
    else this.sections.set(section, next);
    const left = gone.map(([key, { offset, position }]): Left => ({
      key,
      section,
      top: frame.top + offset,
      position,
      card: null,
    }));
    return [...live, ...left];
  }
}
