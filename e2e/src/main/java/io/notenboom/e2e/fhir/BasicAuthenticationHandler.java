// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Logs each request when it arrives and answers 401 to the ones without the right HTTP Basic credentials. */
final class BasicAuthenticationHandler extends Handler.Wrapper {

    private final BasicCredentials credentials;
    private final AccessLog accessLog;

    BasicAuthenticationHandler(Handler handler, BasicCredentials credentials, AccessLog accessLog) {
        super(handler);
        this.credentials = credentials;
        this.accessLog = accessLog;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean authenticated =
                request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION).size() == 1
                        && credentials.match(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        accessLog.arrived(
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                authenticated,
                request.getHeaders().get("X-Decision-Id"));
        if (authenticated) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.UNAUTHORIZED_401);
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"fhir\", charset=\"UTF-8\"");
        callback.succeeded();
        return true;
    }
}
