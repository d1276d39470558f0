import { ListSubheader } from '@mui/material';
import { Menu, useTranslate } from 'react-admin';
import { model } from '../../schema/model.ts';
import { useViewer } from '../providers/viewer.ts';
import { hasDashboard, menuGroups, screens } from '../screens/registry.ts';
import { iconOfType } from './kind-icons.ts';
import { useModelWords } from '../derived/words.ts';

/** The menu: pages that the person may see, in groups, and the records of the model among them. */
export const PanelMenu = () => {
  const translate = useTranslate();
  const words = useModelWords();
  const { can } = useViewer();
  return (
    <Menu>
      {menuGroups.map((group) => {
        const items = screens.filter(({ menu, needs }) => menu?.group === group && can.includes(needs));
        const records = group === 'knowledge' ? model.nodes : [];
        const hasHome = group === 'work' && hasDashboard;
        if (items.length + records.length === 0 && !hasHome) return null;
        return [
          <MenuHeading key={group} text={translate(`panel.menu.${group}`)} />,
          hasHome && <Menu.DashboardItem key="home" primaryText={translate('screens.dashboard.title')} />,
          ...records.map((type) => {
            const Icon = iconOfType(type.name);
            return <Menu.Item key={type.name} to={`/${type.plural}`} primaryText={words.list(type)} leftIcon={<Icon />} />;
          }),
          ...items.map(({ path, menu }) => {
            const Icon = menu?.icon;
            return <Menu.Item key={path} to={path} primaryText={translate(menu?.label ?? '')} leftIcon={Icon && <Icon />} />;
          }),
        ];
      })}
    </Menu>
  );
};

const MenuHeading = ({ text }: { readonly text: string }) => (
  <ListSubheader
    component="div"
    role="presentation"
    disableSticky
    sx={{ lineHeight: 2.4, fontSize: 12, bgcolor: 'transparent', color: 'text.secondary' }}
  >
    {text}
  </ListSubheader>
);
