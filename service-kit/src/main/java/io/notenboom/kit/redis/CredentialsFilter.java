// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps passwords of Redis out of the log: the client writes the URL of a server that it cannot reach, with user and password,
 * into its exceptions, and those reach the log from many places.
 */
@LoggingFilter(name = CredentialsFilter.NAME)
public final class CredentialsFilter implements Filter {

    /** Name in {@code quarkus.log.console.filter}. */
    static final String NAME = "redis-credentials";

    private static final int DEPTH = 10;

    private static final Formatter FORMATTER = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
            return formatMessage(record);
        }
    };

    @Override
    public boolean isLoggable(LogRecord record) {
        if (mayHoldAUrl(record.getMessage()) || namesARedis(record.getParameters())) {
            record.setMessage(RedisFailures.withoutCredentials(text(record)));
            record.setParameters(null);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null && namesARedis(thrown)) {
            record.setMessage(record.getMessage() + ": " + RedisFailures.withoutCredentials(String.valueOf(thrown)));
            record.setThrown(null);
        }
        return true;
    }

    private static String text(LogRecord record) {
        return String.valueOf(FORMATTER.formatMessage(record));
    }

    private static boolean namesARedis(@Nullable Object @Nullable [] parameters) {
        if (parameters == null) {
            return false;
        }
        for (Object parameter : parameters) {
            if (parameter instanceof Throwable failure ? namesARedis(failure) : mayHoldAUrl(parameter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHoldAUrl(@Nullable Object value) {
        return value instanceof String text && (text.contains("redis://") || text.contains("rediss://"));
    }

    private static boolean namesARedis(Throwable failure) {
        @Nullable Throwable current = failure;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            if (mayHoldAUrl(current.getMessage())) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
