import AccountCircle from '@mui/icons-material/AccountCircle';
import { ListItemIcon, ListItemText, MenuItem } from '@mui/material';
import { Logout, UserMenu, useTranslate, useUserMenu } from 'react-admin';
import { Link } from 'react-router';
import { useViewer } from '../providers/viewer.ts';

/** What a person does with the own account. */
export const PanelUserMenu = () => {
  const translate = useTranslate();
  const { user } = useViewer();
  return (
    <UserMenu label={translate('screens.profile.menu', { name: user?.name ?? '' })}>
      <ProfileItem />
      <Logout />
    </UserMenu>
  );
};

const ProfileItem = () => {
  const translate = useTranslate();
  const menu = useUserMenu();
  return (
    <MenuItem component={Link} to="/profile" onClick={() => menu?.onClose()}>
      <ListItemIcon>
        <AccountCircle fontSize="small" />
      </ListItemIcon>
      <ListItemText>{translate('screens.profile.title')}</ListItemText>
    </MenuItem>
  );
};
