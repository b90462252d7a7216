// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.drill.ThrowAwayRedis;
import io.notenboom.hosting.backup.redis.RedisRecord.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisRecordsTest {

    private static final String CUSTOMER = "c7f3k2";
    private static final String PREFIX = "{c7f3k2}:";
    private static final String BINARY = "\u0000\u00ff\u0080x";

    @TempDir
    static Path folder;

    private static ThrowAwayRedis server;
    private RedisLink redis;

    @BeforeAll
    static void start() throws IOException {
        server = ThrowAwayRedis.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        redis = server.link();
        send("FLUSHALL");
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private void send(String command, String... arguments) {
        var unusedAnswer = redis.send(command, arguments);
    }

    private String ask(String command, String... arguments) {
        return RedisLink.text(redis.send(command, arguments));
    }

    private List<RedisRecord> all() {
        List<RedisRecord> records = new ArrayList<>();
        new RedisReader(redis, CUSTOMER).read(records::add);
        return records;
    }

    private static List<RedisRecord> throughLines(List<RedisRecord> records) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (RedisRecord record : records) {
            lines.write(RecordLines.write(record));
        }
        List<RedisRecord> read = new ArrayList<>();
        RecordLines.read(new ByteArrayInputStream(lines.toByteArray()), read::add);
        return read;
    }

    /** All values of each key, whatever pieces they were read in. */
    private static Map<String, Set<String>> byKey(List<RedisRecord> records) {
        Map<String, Set<String>> byKey = new TreeMap<>();
        records.forEach(record -> byKey.computeIfAbsent(record.kind() + " " + record.key(), key -> new TreeSet<>())
                .addAll(record.values()));
        return byKey;
    }

    private RedisWriter restored(List<RedisRecord> records, boolean keepGrants) {
        RedisWriter writer = new RedisWriter(redis, CUSTOMER, new RestorePolicy(keepGrants));
        writer.begin("r1", true);
        records.forEach(writer::write);
        writer.end();
        return writer;
    }

    private void fill() {
        send("SET", PREFIX + "auth:subject:a", "ziekenhuis-één");
        send("SET", PREFIX + "auth:wallet:a", BINARY);
        send("HSET", PREFIX + "auth:issued:x", "id", "{}", "other", BINARY);
        send("SADD", PREFIX + "auth:status-revoked:p", "17", "18");
        send("ZADD", PREFIX + "auth:order:x", "1.5", "one", "-2", BINARY);
        send("RPUSH", PREFIX + "auth:list:x", "b", "a", "b");
        for (int i = 0; i < 1_200; i++) {
            send("SADD", PREFIX + "auth:status-in-use:p", Integer.toString(i));
        }
        send("XADD", PREFIX + "kept:stream", "1-1", "f", "v");
        send("XADD", PREFIX + "kept:stream", "2-0", "f", BINARY, "g", "w");
        send("XGROUP", "CREATE", PREFIX + "kept:stream", "readers", "0");
        send("SET", "{other1}:auth:subject:a", "not ours");
    }

    @Test
    void everyKindOfValueComesBackAsItWas() throws IOException {
        fill();
        List<RedisRecord> records = throughLines(all());
        assertThat(records).noneMatch(record -> record.key().startsWith("{other1}"));
        send("FLUSHALL");
        assertThat(restored(records, false).leftOut()).isEmpty();
        assertThat(ask("GET", PREFIX + "auth:subject:a"))
                .isEqualTo(new String(
                        "ziekenhuis-één".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1));
        assertThat(ask("GET", PREFIX + "auth:wallet:a")).isEqualTo(BINARY);
        assertThat(ask("HGET", PREFIX + "auth:issued:x", "other")).isEqualTo(BINARY);
        assertThat(ask("SCARD", PREFIX + "auth:status-in-use:p")).isEqualTo("1200");
        assertThat(ask("ZSCORE", PREFIX + "auth:order:x", BINARY)).isEqualTo("-2");
        assertThat(RedisLink.texts(redis.send("LRANGE", PREFIX + "auth:list:x", "0", "-1")))
                .containsExactly("b", "a", "b");
        assertThat(ask("XLEN", PREFIX + "kept:stream")).isEqualTo("2");
        assertThat(byKey(all())).isEqualTo(byKey(records));
    }

    @Test
    void whatNobodyAcknowledgedIsDeliveredAgain() throws IOException {
        send("XADD", PREFIX + "kept:stream", "1-1", "f", "v");
        send("XADD", PREFIX + "kept:stream", "2-1", "f", "w");
        send("XGROUP", "CREATE", PREFIX + "kept:stream", "readers", "0");
        send("XREADGROUP", "GROUP", "readers", "one", "STREAMS", PREFIX + "kept:stream", ">");
        send("XACK", PREFIX + "kept:stream", "readers", "1-1");
        assertThat(all())
                .filteredOn(record -> record.kind() == Kind.GROUP)
                .singleElement()
                .satisfies(group -> assertThat(group.values()).containsExactly("readers", "2-0"));
    }

    @Test
    void shortLivedRecordsAndThoseThatGiveAccessStayAway() throws IOException {
        send("SET", PREFIX + "auth:token:t", "{}", "PX", "60000");
        send("SET", PREFIX + "pdp:flow:f", "{}");
        send("HSET", PREFIX + "access:tokens", "id", "hash");
        send("SET", PREFIX + "auth:discovery-list:d", "7");
        send("HSET", PREFIX + "auth:discovery-activations", "a", "b");
        send("SET", PREFIX + "auth:subject:a", "{}");
        List<RedisRecord> records = throughLines(all());
        send("FLUSHALL");
        RedisWriter writer = restored(records, false);
        assertThat(all())
                .extracting(RedisRecord::key)
                .containsExactlyInAnyOrder(PREFIX + "auth:subject:a", PREFIX + "auth:discovery-activations");
        assertThat(writer.leftOut())
                .containsEntry("short-lived", 1L)
                .containsEntry("gives access", 2L)
                .containsEntry("made anew", 1L);
        assertThat(restored(records, true).leftOut()).doesNotContainKey("gives access");
        assertThat(ask("GET", PREFIX + "pdp:flow:f")).isEqualTo("{}");
    }

    @Test
    void revocationsThatRedisStillHasStay() throws IOException {
        send("SADD", PREFIX + "auth:status-revoked:p", "17");
        send("SET", PREFIX + "auth:subject:a", "before");
        List<RedisRecord> records = throughLines(all());
        send("SADD", PREFIX + "auth:status-revoked:p", "99");
        send("SET", PREFIX + "auth:subject:a", "after");
        send("SET", PREFIX + "auth:subject:later", "after");
        var unusedWriter = restored(records, false);
        assertThat(RedisLink.texts(redis.send("SMEMBERS", PREFIX + "auth:status-revoked:p")))
                .containsExactlyInAnyOrder("17", "99");
        assertThat(ask("GET", PREFIX + "auth:subject:a")).isEqualTo("before");
        assertThat(ask("EXISTS", PREFIX + "auth:subject:later")).isEqualTo("0");
    }

    @Test
    void recordsThatTheRestoreDidNotWriteAreReplacedOnlyWhenToldTo() {
        send("SET", PREFIX + "auth:subject:a", "{}");
        RedisWriter writer = new RedisWriter(redis, CUSTOMER, new RestorePolicy(false));
        assertThatThrownBy(() -> writer.begin("r1", false)).hasMessageContaining("--replace-redis");
        send("FLUSHALL");
        writer.begin("r1", false);
        writer.write(new RedisRecord(PREFIX + "auth:subject:a", Kind.STRING, true, null, List.of("{}")));
        send("SET", PREFIX + "auth:subject:half", "{}");
        RedisWriter again = new RedisWriter(redis, CUSTOMER, new RestorePolicy(false));
        again.begin("r1", false);
        again.end();
        assertThat(all()).as("begun again, it begins with nothing").isEmpty();
        assertThatThrownBy(() -> again.write(new RedisRecord("{other1}:auth:x", Kind.STRING, true, null, List.of("x"))))
                .hasMessageContaining("another customer");
    }

    @Test
    void theUserForBackupsReadsAndTheOneForRestoresWritesAndNeitherDoesMore() throws IOException {
        fill();
        String permitted = Users.line(Users.BACKUP);
        send("ACL", ("SETUSER backup on >secret1 resetkeys ~{c7f3k2}:* resetchannels -@all " + permitted).split(" "));
        send(
                "ACL",
                ("SETUSER restore on >secret2 resetkeys ~{c7f3k2}:* resetchannels -@all " + Users.line(Users.RESTORE))
                        .split(" "));
        List<RedisRecord> records = new ArrayList<>();
        try (RedisLink backup = RedisLink.open(server.url("backup", "secret1"), Optional.empty())) {
            new RedisReader(backup, CUSTOMER).read(records::add);
            assertThatThrownBy(() -> backup.send("SET", PREFIX + "auth:x", "1"))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("NOPERM");
            assertThatThrownBy(() -> backup.send("GET", "{other1}:auth:subject:a"))
                    .hasMessageContaining("NOPERM");
        }
        assertThat(records).containsExactlyInAnyOrderElementsOf(all());
        try (RedisLink restore = RedisLink.open(server.url("restore", "secret2"), Optional.empty())) {
            RedisWriter writer = new RedisWriter(restore, CUSTOMER, new RestorePolicy(true));
            writer.begin("r1", true);
            records.forEach(writer::write);
            writer.end();
            assertThatThrownBy(() -> restore.send("FLUSHALL")).hasMessageContaining("NOPERM");
        }
        assertThatThrownBy(() -> RedisLink.open(server.url("backup", "wrong"), Optional.empty()))
                .isInstanceOf(BackupException.class);
    }
}
