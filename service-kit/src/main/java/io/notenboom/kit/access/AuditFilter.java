// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.audit.AuditRecord.Outcome;
import io.notenboom.kit.audit.Audited;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response.Status.Family;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Records the calls of operations that are {@link Audited}, of callers whom {@link AccessFilter} let in. */
@Singleton
public class AuditFilter {

    private static final int AFTER_ACCESS = Priorities.USER + 100;
    private static final String BEGUN = AuditFilter.class.getName();

    private final AccessRecords records;
    private final Caller caller;

    @Inject
    AuditFilter(AccessRecords records, Caller caller) {
        this.records = records;
        this.caller = caller;
    }

    /** Records that it begins; the call is refused when that cannot be written. */
    @ServerRequestFilter(priority = AFTER_ACCESS)
    public void begins(ResourceInfo resource, ContainerRequestContext request) {
        Audited audited = resource.getResourceMethod().getAnnotation(Audited.class);
        if (audited != null) {
            records.begins(caller.identity(), audited.value(), object(request));
            request.setProperty(BEGUN, audited.value());
        }
    }

    /** Records how it ended; of something that was made, the path that it has. */
    @ServerResponseFilter
    public void ends(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(BEGUN) instanceof String what) {
            String object = response.getLocation() == null
                    ? object(request)
                    : response.getLocation().getPath();
            records.ends(caller.identity(), what, object, outcome(response));
        }
    }

    private static String object(ContainerRequestContext request) {
        return request.getUriInfo().getPath();
    }

    private static Outcome outcome(ContainerResponseContext response) {
        return switch (Family.familyOf(response.getStatus())) {
            case SERVER_ERROR -> Outcome.FAILED;
            case CLIENT_ERROR -> Outcome.REFUSED;
            case INFORMATIONAL, SUCCESSFUL, REDIRECTION, OTHER -> Outcome.DONE;
        };
    }
}
