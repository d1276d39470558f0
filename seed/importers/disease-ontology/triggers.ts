import type { NodeType } from '../../../schema/language/node-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { food } from '../../../schema/nodes/food.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { triggers } from '../../../schema/relations/triggers.ts';
import { byCode, type Item } from '../importer.ts';
import type { InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** Claims from the axioms on allergic triggers and disease drivers. Other axioms speak of places, cells, genes and the like. */
export async function* triggerItems(file: InputFile, ancestorsOf: (id: string) => ReadonlySet<string>): AsyncGenerator<Item> {
  const columns = ['ID', 'LABEL', 'SubClass Of [ANON]'] as const;
  for await (const row of readTable(file, { columns, delimiter: '\t', isQuoted: false })) {
    for (const axiom of row['SubClass Of [ANON]'].split('|')) {
      const found = /^'has (allergic trigger|disease driver)' some (.+)$/.exec(axiom.trim());
      if (!found) {
        yield { what: 'SKIP', type: 'Claim', reason: 'the axiom speaks of neither an allergic trigger nor a driver', at: row.at };
        continue;
      }
      const predicate = found[1] === 'allergic trigger' ? triggers : leadsTo;
      const filler = fillerOf(found[2] ?? '');
      if (filler.name.endsWith(' driver')) {
        yield { what: 'SKIP', type: predicate.name, reason: 'names no substance', at: row.at };
        continue;
      }
      const kind = predicate === leadsTo ? cause : kindOf(filler, ancestorsOf(row.ID));
      const code = `DO.TRIGGER:${filler.name}`;
      yield { what: 'CONCEPT', kind, code, name: { en: filler.name }, fields: fieldsOf(kind, filler), at: row.at };
      yield {
        what: 'CLAIM',
        predicate,
        subject: byCode(kind, code),
        object: byCode(cause, row.ID),
        citations: [{ locator: `${row.ID}, ${axiom.trim()}` }],
        at: row.at,
      };
    }
  }
}

/** What an axiom says some of: a name, perhaps narrowed to drugs. */
interface Filler {
  readonly name: string;
  readonly isDrug: boolean;
  /** Living things are named in capitals, or as a genus. */
  readonly isLiving: boolean;
}

function fillerOf(text: string): Filler {
  const [, inner = text] = /^\(?('[^']+'|[^ ()]+) and \('has role' some drug\)\)?$/.exec(text) ?? [];
  const quoted = /^'(.*)'$/.exec(inner)?.[1] ?? inner;
  const name = quoted.replace(/ <genus>$/, '');
  return { name, isDrug: inner !== text, isLiving: /^[A-Z][a-z]+(?: [a-z]+)?$/.test(name) };
}

/** The ontology sorts allergies by what they are to; what is neither food nor drug is a substance or something in the surroundings. */
function kindOf({ isDrug }: Filler, above: ReadonlySet<string>): NodeType {
  if (above.has('food allergy')) return food;
  return isDrug || above.has('drug allergy') ? medication : cause;
}

function fieldsOf(kind: NodeType, { isLiving }: Filler): Readonly<Record<string, unknown>> {
  if (kind === cause) return { causeKind: isLiving ? 'ENVIRONMENT' : 'SUBSTANCE' };
  return kind === medication ? { medicationKind: 'SUBSTANCE' } : {};
}
