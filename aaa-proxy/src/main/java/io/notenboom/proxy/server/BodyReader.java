// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a body into memory, bounded in size and time. */
final class BodyReader {

    /** The body is larger than allowed. */
    static final class TooLargeException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private final int most;
    private final long milliseconds;

    BodyReader(int most, long milliseconds) {
        this.most = most;
        this.milliseconds = milliseconds;
    }

    /** Fails with {@link TooLargeException}, with a time-out, or with what broke the connection. */
    Future<Buffer> read(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        String length = request.getHeader("Content-Length");
        if (length != null && tooLarge(length)) {
            return Future.failedFuture(new TooLargeException());
        }
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(promise::tryFail);
        request.handler(part -> {
            if (body.length() + part.length() > most) {
                promise.tryFail(new TooLargeException());
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> promise.tryComplete(body));
        exchange.takeBody();
        request.resume();
        return promise.future().timeout(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** What a failure to read a body means to the client. */
    static Refusal meaning(Throwable failure) {
        return switch (failure) {
            case TooLargeException tooLarge -> Refusal.BODY_TOO_LARGE;
            case TimeoutException late -> Refusal.REQUEST_TIMEOUT;
            default -> Refusal.MALFORMED;
        };
    }

    private boolean tooLarge(String length) {
        return length.length() > 9 || Integer.parseInt(length) > most;
    }
}
