import AddIcon from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import CheckIcon from '@mui/icons-material/Check';
import DifferenceOutlined from '@mui/icons-material/DifferenceOutlined';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Divider,
  ListItemIcon,
  ListItemText,
  Menu,
  MenuItem,
  TextField,
} from '@mui/material';
import { useState } from 'react';
import { useNavigate, useTranslate } from 'react-admin';
import { ErrorNotice } from '../layout/ErrorNotice.tsx';
import { useCan } from '../providers/viewer.ts';
import { useWorkingSet } from './working-set.tsx';

/** The current change set in the bar: its name, and the way to it and to others. */
export const WorkingSetMenu = () => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const canEdit = useCan('EDIT_CHANGE_SETS');
  const { current, mine, choose } = useWorkingSet();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isNaming, setIsNaming] = useState(false);
  if (!canEdit) return null;
  const close = (): void => setAnchor(null);
  return (
    <>
      <Button
        color="inherit"
        startIcon={<DifferenceOutlined />}
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ maxWidth: '22rem', '& .set-title': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } }}
      >
        <span className="set-title">
          {current ? translate('editing.current_set', { title: current.title }) : translate('editing.no_set')}
        </span>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {current && (
          <MenuItem
            onClick={() => {
              close();
              navigate(`/change-sets/${current.id}`);
            }}
          >
            <ListItemText>{translate('editing.open_set')}</ListItemText>
          </MenuItem>
        )}
        {current && <Divider />}
        {mine.map((set) => (
          <MenuItem
            key={set.id}
            selected={set.id === current?.id}
            onClick={() => {
              close();
              choose(set.id);
            }}
          >
            <ListItemIcon>{set.id === current?.id && <CheckIcon fontSize="small" />}</ListItemIcon>
            <ListItemText primary={set.title} secondary={translate(`editing.set_state.${set.state}`)} />
          </MenuItem>
        ))}
        <Divider />
        <MenuItem
          onClick={() => {
            close();
            setIsNaming(true);
          }}
        >
          <ListItemIcon>
            <AddIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('editing.new_set')}</ListItemText>
        </MenuItem>
      </Menu>
      {isNaming && <NewSetDialog onClose={() => setIsNaming(false)} />}
    </>
  );
};

const NewSetDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const { open } = useWorkingSet();
  const [title, setTitle] = useState('');
  const [error, setError] = useState<unknown>();
  const create = async (): Promise<void> => {
    await open(title);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="new-set-title">
      <DialogTitle id="new-set-title">{translate('editing.new_set')}</DialogTitle>
      <DialogContent>
        <form
          id="new-set"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void create().catch(setError);
          }}
        >
          <TextField
            label={translate('editing.set_title_label')}
            helperText={translate('editing.set_title_help')}
            required
            fullWidth
            autoFocus
            margin="dense"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <ErrorNotice error={error} />
        </form>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button type="submit" form="new-set" variant="contained" disabled={title.trim() === ''}>
          {translate('ra.action.create')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
