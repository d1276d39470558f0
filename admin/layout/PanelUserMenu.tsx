import { Logout, UserMenu } from 'react-admin';

/** What a person does with the own account. */
export const PanelUserMenu = () => (
  <UserMenu>
    <Logout />
  </UserMenu>
);
