import SearchIcon from '@mui/icons-material/Search';
import { Autocomplete, Box, Button, Dialog, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useTranslate } from 'react-admin';
import { model } from '../../schema/model.ts';
import { useWorkingSet } from '../change-sets/working-set.tsx';
import { pickRecords } from '../derived/pick-records.ts';
import { addressOfRecord, nodeTypeNamed } from '../derived/record-types.ts';
import { useDebounced } from '../derived/use-debounced.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../derived/words.ts';
import { useViewer } from '../providers/viewer.ts';
import { screens } from '../screens/registry.ts';

/** Where a line of the palette leads. */
interface Target {
  readonly address: string;
  readonly name: string;
  readonly hint: string;
}

/** The button that tells of the palette, the palette, and the list of keys. */
export const PaletteButton = () => {
  const translate = useTranslate();
  const [open, setOpen] = useState<'PALETTE' | 'KEYS' | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]') !== null;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen('PALETTE');
      } else if (event.key === '?' && !isTyping) {
        setOpen('KEYS');
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Button
        color="inherit"
        startIcon={<SearchIcon />}
        aria-keyshortcuts="Control+K"
        onClick={() => setOpen('PALETTE')}
        sx={{ flexShrink: 0 }}
      >
        {translate('editing.palette.button')}
      </Button>
      {open === 'PALETTE' && <CommandPalette onClose={() => setOpen(null)} />}
      {open === 'KEYS' && <KeyList onClose={() => setOpen(null)} />}
    </>
  );
};

/** Goes to any record, by whatever name, or to any page. */
const CommandPalette = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const titleOf = useTypeTitle();
  const modelWords = useModelWords();
  const locale = usePanelLocale();
  const { current } = useWorkingSet();
  const { can } = useViewer();
  const [text, setText] = useState('');
  const typed = useDebounced(text, 150);
  const { data: records = [], isFetching } = useQuery({
    queryKey: ['palette', typed, locale, current?.id],
    enabled: typed.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: () => pickRecords(model.nodes, typed, locale, current?.id),
  });
  const pages: Target[] = [
    ...model.nodes.map((type) => ({ address: `/${type.plural}`, name: modelWords.list(type), hint: translate('editing.palette.list') })),
    ...screens
      .filter(({ menu, needs }) => menu && can.includes(needs))
      .map(({ path, menu }) => ({ address: path, name: translate(menu?.label ?? ''), hint: translate('editing.palette.page') })),
  ];
  const words = text.trim().toLowerCase();
  const targets: Target[] = [
    ...(typed.trim() === '' ? [] : records).map(({ id, name, hint, recordType }) => {
      const type = nodeTypeNamed(recordType);
      return { address: addressOfRecord(id) ?? '/', name, hint: [hint, type ? titleOf(type) : ''].filter(Boolean).join(' · ') };
    }),
    ...pages.filter(({ name }) => name.toLowerCase().includes(words)),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-label={translate('editing.palette.title')}
      sx={{ '& .MuiDialog-container': { alignItems: 'start' } }}
    >
      <DialogContent>
        <Autocomplete<Target>
          options={targets}
          open
          autoHighlight
          disablePortal
          filterOptions={(all) => all}
          getOptionLabel={({ name }) => name}
          getOptionKey={({ address }) => address}
          loading={isFetching || typed !== text}
          loadingText={translate('ra.page.loading')}
          noOptionsText={translate('editing.nothing_found')}
          onInputChange={(_event, next) => setText(next)}
          onChange={(_event, target) => {
            if (!target) return;
            onClose();
            navigate(target.address);
          }}
          onClose={(_event, reason) => reason === 'escape' && onClose()}
          slotProps={{ listbox: { sx: { maxHeight: '60vh' } } }}
          renderOption={({ key, ...props }, { name, hint }) => (
            <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1 }}>
              <span>{name}</span>
              <Typography variant="caption" color="text.secondary">
                {hint}
              </Typography>
            </Box>
          )}
          renderInput={(params) => <TextField {...params} autoFocus label={translate('editing.palette.label')} />}
        />
        <Box sx={{ minHeight: '45vh' }} />
      </DialogContent>
    </Dialog>
  );
};

const keys = [
  ['Ctrl K', 'palette'],
  ['?', 'help'],
  ['Tab', 'tab'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
] as const;

/** Which keys do what. */
const KeyList = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate();
  return (
    <Dialog open onClose={onClose} aria-labelledby="keys-title">
      <DialogTitle id="keys-title">{translate('editing.keys.title')}</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: 1.5, m: 0 }}>
          {keys.map(([key, name]) => (
            <Box key={key} sx={{ display: 'contents' }}>
              <Box component="dt">
                <kbd>{key}</kbd>
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                {translate(`editing.keys.${name}`)}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
    </Dialog>
  );
};
