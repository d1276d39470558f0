import AccessibilityNew from '@mui/icons-material/AccessibilityNew';
import Article from '@mui/icons-material/Article';
import Category from '@mui/icons-material/Category';
import Coronavirus from '@mui/icons-material/Coronavirus';
import Flag from '@mui/icons-material/Flag';
import Grain from '@mui/icons-material/Grain';
import Healing from '@mui/icons-material/Healing';
import Medication from '@mui/icons-material/Medication';
import Restaurant from '@mui/icons-material/Restaurant';
import SettingsSuggest from '@mui/icons-material/SettingsSuggest';
import type { SvgIconComponent } from '@mui/icons-material';

const icons: Readonly<Record<string, SvgIconComponent>> = {
  Symptom: AccessibilityNew,
  Cause: Coronavirus,
  Mechanism: SettingsSuggest,
  Food: Restaurant,
  Nutrient: Grain,
  Medication,
  CareMeasure: Healing,
  RedFlag: Flag,
  Source: Article,
};

/** A picture of a record type; a type without one of its own gets a common one. */
export const iconOfType = (name: string): SvgIconComponent => icons[name] ?? Category;
