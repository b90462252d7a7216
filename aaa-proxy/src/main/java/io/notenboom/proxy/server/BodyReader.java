// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

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

    private boolean tooLarge(String length) {
        return length.length() > 9 || Integer.parseInt(length) > most;
    }
}
