// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.process.SupervisorMessage.Operation;
import io.notenboom.launcher.process.SupervisorMessage.Reply;
import io.notenboom.launcher.process.SupervisorMessage.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;

/** The socket of a detached supervisor: one request and one reply a connection. */
final class SupervisorSocket {

    private final SupervisorFiles files;
    private final Function<Request, Reply> answers;

    SupervisorSocket(SupervisorFiles files, Function<Request, Reply> answers) {
        this.files = files;
        this.answers = answers;
    }

    /** Serves until the process ends. Says that the supervisor is there once it can be reached. */
    void serve() throws IOException {
        files.makeSocketFolder();
        Files.deleteIfExists(files.socket());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(files.socket()));
            files.announce();
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofPlatform().daemon().name("request").start(() -> serve(connection));
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            Request request = SupervisorMessage.read(line, Request.class);
            Reply reply = answers.apply(request);
            Channels.newOutputStream(connection)
                    .write((SupervisorMessage.write(reply) + "\n").getBytes(StandardCharsets.UTF_8));
            if (request.operation() == Operation.CLOSE) {
                System.exit(0);
            }
        } catch (IOException gone) {
            // whoever asked does not wait for the answer any more
            throw new UncheckedIOException(gone);
        }
    }
}
