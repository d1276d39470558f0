const severities: Readonly<Record<string, 'error' | 'warning'>> = { EMERGENCY: 'error', URGENT: 'error', SOON: 'warning' };

/** How loudly to show an urgency. */
export const severityOfUrgency = (urgency: string | null): 'error' | 'warning' | 'info' => severities[urgency ?? ''] ?? 'info';
