import type { OwnTask } from '#src/features/people/service.server.ts';
import { formatDue } from '#src/ui/days.ts';
import { Card, Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { StateBadge } from '#src/ui/badge.tsx';

/** What waits for somebody, one card a thing: large enough for a thumb. */
export function OwnTasks({ tasks, today }: { tasks: readonly OwnTask[]; today: string }) {
  return (
    <Stack gap="small">
      {tasks.map((task) => (
        <Card key={`${task.path} ${task.forName}`}>
          <Row spread>
            <Text as="span" size="large" strong>
              <TextLink to={task.path}>{task.title}</TextLink>
            </Text>
            {task.state === 'begun' && <StateBadge tone="warning" label="начато" />}
            {task.state === 'done' && <StateBadge tone="success" label="сделано" />}
          </Row>
          {task.forName !== '' && <Text>За ребёнка: {task.forName}</Text>}
          {task.dueOn !== null && task.state !== 'done' && (
            <Text tone="quiet">{formatDue(task.dueOn, today)}</Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}
