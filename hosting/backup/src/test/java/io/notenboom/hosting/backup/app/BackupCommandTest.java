// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.hosting.backup.drill.ThrowAwayRedis;
import io.notenboom.hosting.backup.export.NodeAround;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.redis.RedisRecord;
import io.notenboom.hosting.backup.redis.RedisRecord.Kind;
import io.notenboom.hosting.backup.redis.RedisWriter;
import io.notenboom.hosting.backup.redis.RestorePolicy;
import io.notenboom.hosting.backup.restore.StandInServices;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as operators use it: the commands of the operators' page, one after another. */
class BackupCommandTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./notenboom backup (.*)$");
    private static final Pattern CONFIGURATION = Pattern.compile("(?s)```properties\n(customer=.*?)```");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private NodeAround around;
    private ThrowAwayRedis redis;
    private StandInServices services;
    private Path configuration;

    @BeforeEach
    void node() throws IOException {
        around = new NodeAround(folder);
        services = new StandInServices();
        services.standings.add(StandInServices.standing(2, 0));
        redis = ThrowAwayRedis.start(DurableFiles.folder(folder.resolve("redis")));
        try (var link = redis.link()) {
            RedisWriter writer = new RedisWriter(link, NodeAround.CUSTOMER, new RestorePolicy(true));
            writer.begin("fill", false);
            writer.write(new RedisRecord("{c7f3k2}:auth:subject:a", Kind.STRING, true, null, List.of("{}")));
            writer.end();
        }
        configuration = folder.resolve("backup.properties");
    }

    @AfterEach
    void stop() {
        redis.close();
        services.close();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")))
                .resolve("docs/operations/backup-and-restore.md"));
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.getFirst().equals("keygen")) {
            all.add("--config=" + configuration);
        }
        return BackupCommand.commandLine(folder, () -> now, out, out).execute(all.toArray(String[]::new));
    }

    private String printed() {
        String text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }

    /** The configuration of the page, with the places and recipients of this test. */
    private void configure(String customer, String host) throws IOException {
        Matcher shown = CONFIGURATION.matcher(page());
        assertThat(shown.find()).isTrue();
        Path passphrase = folder.resolve("passphrase");
        Files.writeString(passphrase, "a passphrase of the tests");
        Path token = folder.resolve("token");
        Files.writeString(token, StandInServices.TOKEN);
        KeyId unusedKey = SealedFileCustodianAdmin.open(folder.resolve("keys"), NodeAround.CUSTOMER, passphrase)
                .create(KeyPurpose.BACKUP);
        Files.writeString(folder.resolve("redis.url"), redis.administratorUrl());
        Files.writeString(
                configuration,
                shown.group(1)
                                .replace("age1customer", customer)
                                .replace("age1host", host)
                                .replaceAll("(?m)^redis(.*)-file=.*", "redis$1-file=" + folder.resolve("redis.url"))
                                .replaceAll("(?m)^(registry|auth)=.*", "$1=" + services.url())
                                .replaceAll("(?m)^token-file=.*", "token-file=" + token)
                                .replaceAll("(?m)^custody.dir=.*", "custody.dir=" + folder.resolve("keys"))
                                .replaceAll("(?m)^custody.passphrase-file=.*", "custody.passphrase-file=" + passphrase)
                                .replace("/srv/n1", around.node.toString())
                                .replace("/srv/backup", folder.resolve("backup").toString())
                                .replace(
                                        "/srv/guard",
                                        folder.resolve("elsewhere").toString())
                                .replace(
                                        "/mnt/backup", folder.resolve("mounted").toString())
                        + "settle-seconds=0\npart-bytes=2000\n");
    }

    private String keygen(String name) {
        assertThat(run("keygen", folder.resolve(name).toString())).isZero();
        return printed().strip();
    }

    @Test
    void theCommandsOfThePageWork() throws IOException {
        String customer = keygen("customer.age");
        configure(customer, keygen("host.age"));
        List<String> commands = new ArrayList<>();
        Matcher found = COMMAND.matcher(page());
        while (found.find()) {
            commands.add(found.group(1).replaceAll("(customer|host)\\.age", folder + "/$1.age"));
        }
        assertThat(commands).hasSize(10);
        for (String command : commands) {
            if (command.startsWith("keygen")) {
                continue;
            }
            if (command.contains("--stop-at")) {
                DurableFiles.deleteFolder(around.node);
                command += " --replace-redis";
            }
            assertThat(run(command.split(" "))).as("%s: %s", command, printed).isZero();
            printed.reset();
        }
        assertThat(around.node.resolve("auth/data/status-lists.journal")).exists();
        assertThat(around.node.resolve("auth/data/restoring")).doesNotExist();
    }

    @Test
    void whatTheCommandsPrintTellsHowItIs() throws IOException {
        configure(keygen("customer.age"), keygen("host.age"));
        String identity = "--identity=" + folder.resolve("host.age");
        assertThat(run("status")).isEqualTo(1);
        printed.reset();
        assertThat(run("export")).isZero();
        assertThat(printed()).contains("checkpoint 1", "304 events");
        assertThat(run("verify", identity)).isZero();
        assertThat(printed()).startsWith("SOUND: checkpoint 1");
        assertThat(run("drill", identity)).isZero();
        assertThat(printed()).contains("PASSED", "1 keys in Redis");
        now = now.plusSeconds(1_800);
        assertThat(run("status")).isZero();
        assertThat(printed()).contains("\"ageSeconds\":1800", "\"passed\":true");
        now = now.plusSeconds(1_801);
        assertThat(run("status")).isEqualTo(1);
        printed.reset();
        assertThat(folder.resolve("backup/state/metrics.prom"))
                .content()
                .contains("nuts_backup_number 1", "nuts_backup_drill_passed 1");
        assertThat(run("list")).isZero();
        assertThat(printed()).contains("1  2026-11-22T10:00:00Z", "highest known: 1");
    }

    @Test
    void aBackupThatIsNotSoundFailsVerifyListDrillAndRestore() throws IOException {
        configure(keygen("customer.age"), keygen("host.age"));
        String identity = "--identity=" + folder.resolve("host.age");
        assertThat(run("export")).isZero();
        Path target = folder.resolve("mounted/c7f3k2");
        Path part = target.resolve("parts/0000000001-00000.age");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - 1] ^= 1;
        Files.write(part, bytes);
        printed.reset();
        assertThat(run("verify")).isEqualTo(1);
        assertThat(printed()).contains("not what was signed");
        assertThat(run("drill", identity)).isEqualTo(1);
        assertThat(printed()).contains("NOT PASSED");
        assertThat(run("restore", identity)).isEqualTo(1);
        assertThat(around.node.resolve("auth/data/restoring")).doesNotExist();
        Files.writeString(target.resolve("checkpoints/0000000001.jws"), "x.y.z");
        printed.reset();
        assertThat(run("list")).isEqualTo(1);
        assertThat(printed()).contains("NOT SOUND");
    }

    @Test
    void whatAnEarlierVerifyOrDrillLeftIsNotTakenForWhatIsAtTheTarget() throws IOException {
        configure(keygen("customer.age"), keygen("host.age"));
        String identity = "--identity=" + folder.resolve("host.age");
        assertThat(run("export")).isZero();
        Path part = folder.resolve("mounted/c7f3k2/parts/0000000001-00000.age");
        for (String left : List.of("verify/sealed", "drill/restored/sealed")) {
            Path place = Files.createDirectories(folder.resolve("backup/state").resolve(left));
            Files.copy(part, place.resolve("parts-0000000001-00000.age"));
        }
        Files.delete(part);
        printed.reset();
        assertThat(run("verify")).isEqualTo(1);
        assertThat(printed()).contains("is missing");
        assertThat(run("drill", identity)).isEqualTo(1);
        assertThat(printed()).contains("NOT PASSED", "is missing");
        assertThat(folder.resolve("backup/state/drill")).doesNotExist();
        assertThat(folder.resolve("backup/state/verify")).doesNotExist();
    }

    @Test
    void aDrillThatCannotBeDoneIsNotedAsNotPassed() throws IOException {
        configure(keygen("customer.age"), keygen("host.age"));
        assertThat(run("export")).isZero();
        printed.reset();
        assertThat(run("drill", "--identity=" + folder.resolve("missing.age"))).isEqualTo(1);
        assertThat(printed()).contains("NOT PASSED", "missing.age");
        assertThat(folder.resolve("backup/state/metrics.prom")).content().contains("nuts_backup_drill_passed 0");
    }

    @Test
    void mistakesAreToldInWords() throws IOException {
        configuration = folder.resolve("missing.properties");
        assertThat(run("export")).isEqualTo(1);
        assertThat(printed()).contains("NOTENBOOM_BACKUP");
        Files.writeString(configuration, "customer=c7f3k2\nrecipient=age1x\n");
        assertThat(run("list")).isEqualTo(1);
        assertThat(printed()).contains("not known: [recipient]");
        String one = keygen("one.age");
        configure(one, one);
        assertThat(run("export")).isEqualTo(1);
        assertThat(printed()).contains("two recipients");
        assertThat(run("restore", "--identity=x", "--peers=0")).isEqualTo(2);
        assertThat(printed()).contains("--alone");
        assertThat(run("keygen", folder.resolve("one.age").toString())).isEqualTo(1);
        assertThat(printed()).contains("exists already");
    }
}
