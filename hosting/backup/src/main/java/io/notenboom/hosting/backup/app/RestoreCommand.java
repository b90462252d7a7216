// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.restore.NodeServices;
import io.notenboom.hosting.backup.restore.Restore;
import io.notenboom.hosting.backup.restore.RestoreOptions;
import io.notenboom.hosting.backup.restore.RestoreRecord;
import io.notenboom.hosting.backup.restore.RestoreState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom backup restore}. */
@Command(
        name = "restore",
        description = {
            "Restores a node whose services are stopped. It says when to start them; they sign and issue nothing before the"
                    + " restore has ended. Killed at any time, it goes on with --resume."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand extends ConfiguredCommand {

    @Option(names = "--identity", required = true, description = "File with the secret key of one of the recipients.")
    Path identity = Path.of("identity");

    @Option(names = "--number", description = "Number of the checkpoint (default: the newest).")
    @Nullable
    Long number;

    @Option(names = "--resume", description = "Goes on with the restore that was begun, with its options.")
    boolean resume;

    @Option(
            names = "--stop-at",
            description = "Ends before the work of this state, to be resumed: ${COMPLETION-CANDIDATES}.")
    RestoreState stopAt = RestoreState.ACTIVE;

    @Option(names = "--peers", description = "How many peers have to agree about the own streams (default: 2).")
    int peers = RestoreOptions.PEERS;

    @Option(names = "--alone", paramLabel = "REASON", description = "Why --peers=0 is right.")
    @Nullable
    String alone;

    @Option(
            names = "--older",
            paramLabel = "REASON",
            description = "Why a checkpoint is restored that is not the highest.")
    @Nullable
    String older;

    @Option(names = "--without-guard", paramLabel = "REASON", description = "Why there is no rollback guard.")
    @Nullable
    String withoutGuard;

    @Option(
            names = "--keep-grants",
            paramLabel = "REASON",
            description = "Why flows, transfers, enforcement points and API tokens may come back as they were.")
    @Nullable
    String keepGrants;

    @Option(names = "--replace-redis", description = "Replaces records that Redis has; revocations stay.")
    boolean replaceRedis;

    @Option(names = "--without-redis", description = "Leaves Redis as it is.")
    boolean withoutRedis;

    @Option(
            names = "--published-list",
            paramLabel = "FILE|URL",
            description = "A status list that this node published.")
    List<String> published = new ArrayList<>();

    @Option(names = "--audit-log", paramLabel = "DIR", description = "An audit log of the authorization server.")
    List<String> auditLogs = new ArrayList<>();

    @Option(names = "--skip-pages", description = "Pages of status lists to skip for each issuer (default: 16).")
    int skipPages = RestoreOptions.SKIP_PAGES;

    RestoreCommand(InstantSource clock, PrintStream out) {
        super(clock, out);
    }

    @Override
    int run(BackupParts parts) throws IOException {
        try (NodeServices services = parts.services()) {
            Restore restore = parts.restore(services, this::say);
            if (!resume) {
                Long wanted = number;
                RestoreRecord begun =
                        restore.begin(wanted == null ? OptionalLong.empty() : OptionalLong.of(wanted), options());
                say("restore " + begun.id() + " of checkpoint " + begun.number() + ", made " + begun.made());
            }
            RestoreRecord ended = restore.run(() -> Identities.read(identity), stopAt);
            ended.report().forEach(this::say);
            say(
                    ended.state() == RestoreState.ACTIVE
                            ? "ACTIVE: the node is restored"
                            : "stopped before " + ended.state() + ": go on with --resume");
            return 0;
        }
    }

    private RestoreOptions options() {
        return new RestoreOptions(
                peers,
                Optional.ofNullable(alone),
                Optional.ofNullable(older),
                Optional.ofNullable(withoutGuard),
                Optional.ofNullable(keepGrants),
                replaceRedis,
                withoutRedis,
                published,
                auditLogs,
                skipPages);
    }
}
