import { createRoot } from 'react-dom/client';
import { Panel } from './Panel.tsx';

const place = document.querySelector('#panel');
if (!place) throw new Error('index.html has no element for the panel.');

createRoot(place).render(<Panel />);
