import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.event.DatabaseEventContext;
import org.neo4j.graphdb.event.DatabaseEventListenerAdapter;
import org.neo4j.io.locker.FileLockException;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Runs one Neo4j for one parent process.
 *
 * <p>Arguments: home folder, which holds neo4j.conf, the pid of the parent, and when the parent began. The first line of standard input is the password of the
 * user neo4j. When standard input ends, however the parent ended, the database closes and this process exits.
 *
 * <p>Prints "STARTING", then one of "READY boltPort", "LOCKED" and "FAILED kind message".
 */
public final class LocalDatabase {
    /** With less than this, opening and closing a store tries to write for ever, so we end first. */
    private static final long LEAST_FREE_BYTES = 4 << 20;

    private static volatile boolean isOpen;

    /** Held here, because a channel that nobody refers to is closed, and its lock with it. */
    private static FileChannel lockFile;

    private LocalDatabase() {}

    public static void main(String[] args) throws IOException {
        System.out.println("STARTING");
        Path home = Path.of(args[0]);
        Path owner = home.resolve("owner");
        lockFile = FileChannel.open(home.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lockFile.tryLock() == null) end("LOCKED");
        String pids = args[1] + " " + ProcessHandle.current().pid();
        Files.writeString(owner, pids + " 0 " + args[2] + "\n");

        AtomicReference<DatabaseManagementService> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            DatabaseManagementService service = running.getAndSet(null);
            isOpen = false;
            if (service != null) service.shutdown();
            try {
                Files.deleteIfExists(owner);
            } catch (IOException left) {
                // Whoever reads it finds that its parent has gone.
            }
        }));
        haltWhenDiskIsFull(Files.getFileStore(home));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String password = input.readLine();
        if (password == null) System.exit(0);
        exitWhenInputEnds(input);

        try {
            DatabaseManagementService service =
                    new DatabaseManagementServiceBuilder(home)
                            .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                            .addDatabaseListener(new HaltOnPanic())
                            .build();
            running.set(service);
            GraphDatabaseAPI system = (GraphDatabaseAPI) service.database("system");
            setPassword(system, UUID.randomUUID().toString());
            setPassword(system, password);
            if (!service.database("neo4j").isAvailable(60_000)) throw new IllegalStateException("The database neo4j did not open.");
            int port = system.getDependencyResolver()
                    .resolveDependency(ConnectorPortRegister.class)
                    .getLocalAddress(ConnectorType.BOLT)
                    .getPort();
            isOpen = true;
            Files.writeString(owner, pids + " " + port + " " + args[2] + "\n");
            System.out.println("READY " + port);
        } catch (Throwable failure) {
            failure.printStackTrace();
            end("FAILED " + kindOf(failure) + " " + rootOf(failure).toString().lines().findFirst().orElse(""));
        }
    }

    /** An embedded statement needs no login, so a lost password is simply replaced. The same one twice in a row is refused, hence two calls. */
    private static void setPassword(GraphDatabaseAPI system, String password) {
        system.executeTransactionally(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
    }

    private static void exitWhenInputEnds(BufferedReader input) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (input.readLine() != null) {}
                    } catch (IOException closed) {
                        // A broken pipe is an end as well.
                    }
                    System.exit(0);
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A database that could not write its log refuses everything until it is started again, so the parent gets to do that. */
    private static final class HaltOnPanic extends DatabaseEventListenerAdapter {
        @Override
        public void databasePanic(DatabaseEventContext context) {
            System.err.println("The database " + context.getDatabaseName() + " cannot go on.");
            Runtime.getRuntime().halt(4);
        }
    }

    /** While open, a full disk stops writes only. What was committed is in the log, so a start after any end recovers it. */
    private static void haltWhenDiskIsFull(FileStore disk) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (isOpen || disk.getUsableSpace() > LEAST_FREE_BYTES) Thread.sleep(500);
                        System.err.println("The disk is full.");
                    } catch (IOException | InterruptedException unexpected) {
                        unexpected.printStackTrace();
                        return;
                    }
                    Runtime.getRuntime().halt(5);
                },
                "disk-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static String kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileLockException) return "locked";
            if (cause instanceof BindException) return "port";
            if (cause instanceof AccessDeniedException) return "unwritable";
            if (cause instanceof OutOfMemoryError) return "memory";
        }
        return "other";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) root = root.getCause();
        return root;
    }

    private static void end(String line) {
        System.out.println(line);
        System.exit(3);
    }
}
