import AddIcon from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import CheckIcon from '@mui/icons-material/Check';
import DifferenceOutlined from '@mui/icons-material/DifferenceOutlined';
import { Button, Divider, ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useNavigate, useTranslate } from 'react-admin';
import { useCan } from '../providers/viewer.ts';
import { SetTitleDialog } from './SetTitleDialog.tsx';
import { useWorkingSet } from './working-set.tsx';

/** The current change set in the bar: its name, and the way to it and to others. */
export const WorkingSetMenu = () => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const canEdit = useCan('EDIT_CHANGE_SETS');
  const { current, mine, choose, open } = useWorkingSet();
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
              void choose(set.id);
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
      {isNaming && (
        <SetTitleDialog
          heading={translate('editing.new_set')}
          action={translate('ra.action.create')}
          onClose={() => setIsNaming(false)}
          onConfirm={async (title) => {
            await open(title);
            setIsNaming(false);
          }}
        />
      )}
    </>
  );
};
