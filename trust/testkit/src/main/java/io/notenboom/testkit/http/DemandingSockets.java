// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

/** TLS sockets for servers that take no client without a certificate that they trust. */
public final class DemandingSockets extends ServerSocketFactory {

    private final SSLServerSocketFactory sockets;

    /** @param context what the server shows and whom it trusts */
    public DemandingSockets(SSLContext context) {
        this.sockets = context.getServerSocketFactory();
    }

    private static ServerSocket demanding(ServerSocket socket) {
        ((SSLServerSocket) socket).setNeedClientAuth(true);
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return demanding(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return demanding(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return demanding(sockets.createServerSocket(port, backlog, address));
    }
}
