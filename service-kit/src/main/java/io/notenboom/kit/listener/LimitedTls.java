// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS of the JDK for a listener that counts its connections. Vert.x makes the handler of TLS when a connection was accepted,
 * before anything is read from it, and tells of a connection itself only after the handshake: so the handler counts.
 */
final class LimitedTls extends JdkSSLEngineOptions {

    private final OpenConnections connections;

    LimitedTls(OpenConnections connections) {
        this.connections = connections;
        // a key at a custodian may be far away, and its signature may take seconds: no event loop waits for that
        setUseWorkerThread(true);
    }

    @Override
    public LimitedTls copy() {
        return new LimitedTls(connections);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Factory(super.sslContextFactory(), connections);
    }

    private record Factory(SslContextFactory plain, OpenConnections connections) implements SslContextFactory {

        private Factory with(SslContextFactory changed) {
            return new Factory(changed, connections);
        }

        @Override
        public SslContextFactory useAlpn(boolean useAlpn) {
            return with(plain.useAlpn(useAlpn));
        }

        @Override
        public SslContextFactory clientAuth(ClientAuth clientAuth) {
            return with(plain.clientAuth(clientAuth));
        }

        @Override
        public SslContextFactory forClient(boolean forClient) {
            return with(plain.forClient(forClient));
        }

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory keys) {
            return with(plain.keyMananagerFactory(keys));
        }

        @Override
        public SslContextFactory trustManagerFactory(TrustManagerFactory trust) {
            return with(plain.trustManagerFactory(trust));
        }

        @Override
        public SslContextFactory enabledCipherSuites(Set<String> suites) {
            return with(plain.enabledCipherSuites(suites));
        }

        @Override
        public SslContextFactory applicationProtocols(List<String> protocols) {
            return with(plain.applicationProtocols(protocols));
        }

        @Override
        public SslContextFactory serverName(String name) {
            return with(plain.serverName(name));
        }

        @Override
        public SslContext create() throws SSLException {
            return new Context(plain.create(), connections);
        }
    }

    private static final class Context extends SslContext {

        private final SslContext plain;
        private final OpenConnections connections;

        Context(SslContext plain, OpenConnections connections) {
            this.plain = plain;
            this.connections = connections;
        }

        @Override
        public boolean isClient() {
            return plain.isClient();
        }

        @Override
        public List<String> cipherSuites() {
            return plain.cipherSuites();
        }

        @Override
        @SuppressWarnings("deprecation") // of the type; the method has no other form
        public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
            return plain.applicationProtocolNegotiator();
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc) {
            return plain.newEngine(alloc);
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
            return plain.newEngine(alloc, peerHost, peerPort);
        }

        @Override
        public SSLSessionContext sessionContext() {
            return plain.sessionContext();
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls) {
            return new CountingHandler(newEngine(alloc), startTls, ImmediateExecutor.INSTANCE, connections);
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor executor) {
            return new CountingHandler(newEngine(alloc), startTls, executor, connections);
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls) {
            return new CountingHandler(
                    newEngine(alloc, peerHost, peerPort), startTls, ImmediateExecutor.INSTANCE, connections);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls, Executor executor) {
            return new CountingHandler(newEngine(alloc, peerHost, peerPort), startTls, executor, connections);
        }
    }

    /** Closes a connection that is over a limit, and counts others until they end. */
    private static final class CountingHandler extends SslHandler {

        private final OpenConnections connections;

        CountingHandler(SSLEngine engine, boolean startTls, Executor executor, OpenConnections connections) {
            super(engine, startTls, executor);
            this.connections = connections;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            if (!(context.channel().remoteAddress() instanceof InetSocketAddress remote)) {
                var unused = context.channel().close();
                return;
            }
            Optional<OpenConnections.Open> open = connections.came(remote.getAddress());
            if (open.isEmpty()) {
                var unused = context.channel().close();
                return;
            }
            var unusedHandshake =
                    handshakeFuture().addListener(ended -> open.get().shaken());
            var unusedEnd = context.channel().closeFuture().addListener(ended -> open.get()
                    .closed());
        }
    }
}
