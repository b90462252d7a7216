// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.bus.BusUnavailableException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class RedisFailuresTest {

    @Test
    void aStoreThatIsAwayFullOrStalledIsUnavailable() {
        assertThat(RedisFailures.isUnavailable(new CompletionException(new ConnectException("refused"))))
                .isTrue();
        assertThat(RedisFailures.isUnavailable(new CompletionException(
                        ErrorType.create("OOM command not allowed when used memory > 'maxmemory'"))))
                .isTrue();
        assertThat(RedisFailures.isUnavailable(new TimeoutException())).isTrue();
        assertThat(RedisFailures.isUnavailable(new BusUnavailableException("bus", new IllegalStateException())))
                .isTrue();
    }

    @Test
    void passwordsDoNotReachTheLog() {
        LogRecord record = new LogRecord(Level.SEVERE, "request 1 failed");
        record.setThrown(new CompletionException(
                new ConnectException("Failed to connect\n- redis://c7f3k2:a%20password@127.0.0.1:6379: refused")));
        assertThat(new CredentialsFilter().isLoggable(record)).isTrue();
        assertThat(record.getMessage()).startsWith("request 1 failed").contains("redis://…@127.0.0.1:6379: refused");
        assertThat(record.getThrown()).isNull();

        LogRecord text = new LogRecord(Level.SEVERE, "rediss://:password@redis.example and redis://u:p@other.example");
        assertThat(new CredentialsFilter().isLoggable(text)).isTrue();
        assertThat(text.getMessage()).isEqualTo("rediss://…@redis.example and redis://…@other.example");

        ExtLogRecord formatted = new ExtLogRecord(Level.SEVERE, "failed: %s", ExtLogRecord.FormatStyle.PRINTF, "test");
        formatted.setParameters(new Object[] {new IllegalStateException("redis://u:p@other.example")});
        assertThat(new CredentialsFilter().isLoggable(formatted)).isTrue();
        assertThat(formatted.getFormattedMessage()).endsWith("redis://…@other.example");
    }

    @Test
    void otherLinesStayAsTheyAre() {
        LogRecord record = new LogRecord(Level.INFO, "nothing {0}");
        record.setParameters(new Object[] {"special"});
        IllegalStateException thrown = new IllegalStateException("a mistake");
        record.setThrown(thrown);
        assertThat(new CredentialsFilter().isLoggable(record)).isTrue();
        assertThat(record.getMessage()).isEqualTo("nothing {0}");
        assertThat(record.getThrown()).isSameAs(thrown);
        assertThat(record.getParameters()).containsExactly("special");
    }

    @Test
    void mistakesOfOurOwnAreNot() {
        assertThat(RedisFailures.isUnavailable(new IllegalStateException("a stored record cannot be read")))
                .isFalse();
        assertThat(RedisFailures.isUnavailable(new UncheckedIOException(new IOException("disk"))))
                .isFalse();
    }
}
