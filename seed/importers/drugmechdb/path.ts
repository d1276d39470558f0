/** One line of the file: why a drug is thought to help against a disease, as a small graph. */
export interface Path {
  readonly id: string;
  readonly disease: string;
  readonly disease_mesh: string;
  readonly drug: string;
  readonly drug_mesh?: string | null | undefined;
  readonly drugbank?: string | null | undefined;
  readonly nodes: readonly PathNode[];
  readonly links: readonly PathLink[];
  readonly references: readonly string[];
  readonly comment?: string | null | undefined;
}

interface PathNode {
  readonly id: string;
  readonly label: string;
  readonly name: string;
}

export interface PathLink {
  readonly key: string;
  readonly source: string;
  readonly target: string;
}
