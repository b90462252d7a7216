// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.Executor;
import io.notenboom.hosting.control.fleet.Change;
import io.notenboom.hosting.control.fleet.Fleet;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.trust.customer.CustomerId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /hosting/v1/customers}: who is hosted, what they are to be, and how far they are. */
@Path("/hosting/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CustomerResource {

    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private final Fleet fleet;
    private final Backend backend;
    private final Executor executor;

    /** Over the fleet. */
    public CustomerResource(Fleet fleet, Backend backend, Executor executor) {
        this.fleet = fleet;
        this.backend = backend;
        this.executor = executor;
    }

    /** Takes a customer; its node comes to be from then on. With {@code dryRun} nothing happens, and the plan is answered. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RequiresScope("hosting:write")
    @Idempotent
    @Audited("customer.create")
    public Response create(@QueryParam("dryRun") @DefaultValue("false") boolean dryRun, byte[] body) {
        CustomerSpec spec = Answers.specification(body);
        return switch (fleet.create(spec, dryRun)) {
            case Change.Accepted accepted ->
                Response.created(URI.create("/hosting/v1/customers/" + spec.id()))
                        .header("ETag", tag(accepted.customer()))
                        .entity(shown(accepted.customer()))
                        .build();
            case Change.Possible possible ->
                Response.ok(CustomerView.plan(possible.customer())).build();
            case Change refused -> throw Answers.refusal(refused);
        };
    }

    /** Customers by id, in pages. */
    @GET
    @RequiresScope("hosting:read")
    public ObjectNode list(
            @BeanParam CustomerQuery query,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw Answers.problem(HostingProblem.INVALID_REQUEST, "limit is 1 to " + MOST + ".");
        }
        List<CustomerRecord> found = fleet.page(query.filter(), after, most + 1);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("customers");
        List<CustomerRecord> page = found.subList(0, Math.min(most, found.size()));
        page.forEach(customer -> list.add(CustomerView.brief(customer)));
        return answer.put("next", found.size() > most ? page.getLast().id().value() : null);
    }

    /** One customer, with its generation as ETag. */
    @GET
    @Path("/{id}")
    @RequiresScope("hosting:read")
    public Response get(@PathParam("id") String id) {
        return answer(known(id));
    }

    /** The steps of its plan, and which of them hold. */
    @GET
    @Path("/{id}/plan")
    @RequiresScope("hosting:read")
    public ObjectNode plan(@PathParam("id") String id) {
        return CustomerView.plan(known(id));
    }

    /** Wants something else of it. With {@code dryRun} nothing happens, and what would change is answered. */
    @PUT
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RequiresScope("hosting:write")
    @Idempotent
    @Audited("customer.change")
    public Response replace(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            byte[] body) {
        CustomerId customer = Answers.customer(id);
        OptionalLong generation = Answers.generation(match);
        CustomerSpec spec = Answers.specification(body);
        if (!spec.id().equals(customer)) {
            throw Answers.problem(
                    HostingProblem.SPECIFICATION_REFUSED, "id: is not the one of the path; an id cannot be changed.");
        }
        CustomerRecord before = known(id);
        return switch (fleet.replace(spec, generation, dryRun)) {
            case Change.Accepted accepted -> answer(accepted.customer());
            case Change.Possible possible -> {
                ObjectNode plan = CustomerView.plan(possible.customer());
                plan.set(
                        "changes",
                        SpecDifference.between(CustomerDocument.write(before.spec()), CustomerDocument.write(spec)));
                yield Response.ok(plan).build();
            }
            case Change refused -> throw Answers.refusal(refused);
        };
    }

    /** Wants it to be active, paused or archived. */
    @PUT
    @Path("/{id}/desired-state")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("hosting:write")
    @Idempotent
    @Audited("customer.desire")
    public Response desire(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, byte[] body) {
        ObjectNode wish = Answers.object(body, Set.of("desiredState"));
        DesiredState state = Filters.choice(DesiredState.class, "desiredState", Answers.text(wish, "desiredState", 16));
        OptionalLong generation = match == null ? OptionalLong.empty() : Answers.generation(match);
        return switch (fleet.desire(Answers.customer(id), generation, state)) {
            case Change.Accepted accepted -> answer(accepted.customer());
            case Change refused -> throw Answers.refusal(refused);
        };
    }

    /** Gives its node who the customer is to the network. It is kept in the node's folder, and never answered. */
    @PUT
    @Path("/{id}/registration")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("hosting:write")
    @Audited("customer.register")
    public Response register(@PathParam("id") String id, byte[] body) {
        CustomerRecord customer = known(id);
        if (customer.destruction() != null) {
            throw Answers.refusal(new Change.Ending());
        }
        ObjectNode given = Answers.object(body, Set.of("name", "kvk", "vendor"));
        try {
            backend.register(
                    customer.id(),
                    new Registration(
                            Answers.text(given, "name", 64),
                            Answers.text(given, "kvk", 8),
                            Answers.text(given, "vendor", 140)));
        } catch (IllegalArgumentException unfit) {
            throw Answers.problem(HostingProblem.INVALID_REQUEST, String.valueOf(unfit.getMessage()) + ".");
        }
        executor.wake(customer.id());
        return Response.noContent().build();
    }

    private CustomerRecord known(String id) {
        return fleet.find(Answers.customer(id)).orElseThrow(Answers::unknownCustomer);
    }

    private Response answer(CustomerRecord customer) {
        return Response.ok(shown(customer)).header("ETag", tag(customer)).build();
    }

    private ObjectNode shown(CustomerRecord customer) {
        return CustomerView.full(customer, backend.describe(customer));
    }

    private static String tag(CustomerRecord customer) {
        return "\"" + customer.generation() + "\"";
    }
}
