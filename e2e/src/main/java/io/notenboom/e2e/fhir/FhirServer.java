// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A HAPI FHIR server under {@value #BASE_PATH}, resources in memory, HTTP Basic on every request: STU3 or R4 by its context,
 * JSON or XML as the client asks. Create, read, update ({@code If-Match} is honoured), delete and history of the resource types
 * of eOverdracht, searches by identifier, and {@code $document} of a Composition.
 */
public final class FhirServer implements AutoCloseable {

    /** Path of the FHIR base. */
    public static final String BASE_PATH = "/fhir";

    private static final int MAX_THREADS = 20;
    private static final int MAX_FORM_BYTES = 262_144;
    private static final long STOP_MILLISECONDS = 5_000;

    private final FhirContext context;
    private final BasicCredentials credentials;
    private final AccessLog accessLog;
    private final List<StoredResourceProvider<?>> providers;
    private final Server server;

    /** Prepares; listens to nothing yet. */
    public FhirServer(
            FhirContext context, BasicCredentials credentials, AccessLog accessLog, SeedResources seedResources) {
        this.context = context;
        this.credentials = credentials;
        this.accessLog = accessLog;
        this.providers = StoredResourceProvider.all(context);
        this.server = new Server(new QueuedThreadPool(MAX_THREADS, 2));
        seedResources.storeIn(providers);
    }

    /**
     * Starts to serve.
     *
     * @param port 0 = any free one
     * @return the port it listens on
     * @throws IllegalStateException if it cannot listen there
     */
    public int start(String host, int port) {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLISECONDS);
        try {
            connector.open();
            server.setHandler(
                    new BasicAuthenticationHandler(servlets(host, connector.getLocalPort()), credentials, accessLog));
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException("The FHIR server cannot listen on " + host + ":" + port + ".", failure);
        }
        return connector.getLocalPort();
    }

    private ServletContextHandler servlets(String host, int port) {
        RestfulServer restful = new RestfulServer(context);
        restful.setServerAddressStrategy(new HardcodedServerAddressStrategy("http://" + host + ":" + port + BASE_PATH));
        restful.setDefaultResponseEncoding(EncodingEnum.JSON);
        restful.setResourceProviders(List.copyOf(providers));
        restful.registerProvider(new DocumentOperation(context, providers));
        ServletContextHandler handler = new ServletContextHandler();
        handler.setMaxFormContentSize(MAX_FORM_BYTES);
        handler.addServlet(new ServletHolder(restful), BASE_PATH + "/*");
        return handler;
    }

    /** Stops; requests under way get 5 s. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The FHIR server did not stop in time.", failure);
        }
    }
}
