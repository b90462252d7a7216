// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.net.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {

    private ServerSocket echo;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        echo = new ServerSocket(0, 10, loopback);
        Thread.ofVirtual().start(this::echo);
        relay = new Relay(
                new InetSocketAddress(InetAddress.getByName("127.1.2.3"), 0),
                new InetSocketAddress(loopback, echo.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        echo.close();
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                Socket connection = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (connection) {
                        connection.getInputStream().transferTo(connection.getOutputStream());
                    } catch (IOException broken) {
                        // the relay was cut
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    private static int say(Socket connection, int value) {
        try {
            connection.getOutputStream().write(value);
            return connection.getInputStream().read();
        } catch (IOException broken) {
            return -1;
        }
    }

    @Test
    void passesBytesBothWays() throws IOException {
        try (Socket connection = connect()) {
            assertThat(say(connection, 7)).isEqualTo(7);
            connection.shutdownOutput();
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void breaksConnectionsWhenItIsCutAndTakesNewOnesWhenItIsRestored() throws IOException {
        try (Socket connection = connect()) {
            assertThat(say(connection, 7)).isEqualTo(7);
            relay.cut();
            assertThat(say(connection, 8)).isEqualTo(-1);
        }
        try (Socket connection = connect()) {
            assertThat(say(connection, 7)).isEqualTo(-1);
        }
        relay.restore();
        try (Socket connection = connect()) {
            assertThat(say(connection, 9)).isEqualTo(9);
        }
    }
}
