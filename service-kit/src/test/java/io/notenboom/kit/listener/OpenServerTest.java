// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.notenboom.testkit.Await;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenServerTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private OpenServer open() {
        return OpenServer.open(
                vertx,
                Listener.PUBLIC,
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                2,
                new OpenServer.Handlers(
                        connection -> {}, request -> request.response().end("served")));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            // a connection from the port to itself is none to a server
            return socket.getLocalPort() != port;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aServerOpenedByADeploymentOutlivesItAndIsClosedOnce() {
        AtomicReference<OpenServer> opened = new AtomicReference<>();
        String deployment = await(vertx.deployVerticle(
                new AbstractVerticle() {
                    @Override
                    public void start() {
                        opened.set(open());
                    }
                },
                new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
        await(vertx.undeploy(deployment));
        OpenServer server = opened.get();
        assertThat(accepts(server.port())).isTrue();
        assertThatCode(server::close).doesNotThrowAnyException();
        // NIO gives the port back when the selector next runs, which is shortly after the server is told closed
        Await.until(() -> !accepts(server.port()), "the port is given back");
    }
}
