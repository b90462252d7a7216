// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** The directory over HTTP: media types, forms, errors, access. What is in it, other tests look at. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class McsdHttpTest {

    private static final FhirContext R4 = FhirContext.forR4();

    private static RequestSpecification reader() {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.READER);
    }

    private static <T extends Resource> T parsed(Response response, int status, Class<T> type) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        IParser parser =
                response.contentType().startsWith("application/fhir+xml") ? R4.newXmlParser() : R4.newJsonParser();
        return type.cast(parser.setParserErrorHandler(new StrictErrorHandler()).parseResource(response.asString()));
    }

    @Test
    void saysWhatItCanDo() {
        CapabilityStatement statement = parsed(reader().get("/mcsd/metadata"), 200, CapabilityStatement.class);
        assertThat(statement.getRestFirstRep().getResource()).hasSize(7);
        assertThat(statement.getImplementation().getUrl()).endsWith("/mcsd");
    }

    @Test
    void theAdministrationDirectoryIsABaseOfItsOwn() {
        CapabilityStatement statement =
                parsed(reader().get("/mcsd/administration/metadata"), 200, CapabilityStatement.class);
        assertThat(statement.getImplementation().getUrl()).endsWith("/mcsd/administration");
        assertThat(statement.getInstantiates()).hasSize(2);
        Bundle bundle = parsed(
                reader().accept("application/fhir+xml").get("/mcsd/administration/Organization?_count=100"),
                200,
                Bundle.class);
        assertThat(bundle.getLink("self").getUrl()).contains("/mcsd/administration/Organization");
        assertThat(parsed(reader().get("/mcsd/administration/Endpoint/_history"), 200, Bundle.class)
                        .getType())
                .isEqualTo(Bundle.BundleType.HISTORY);
        assertThat(issue(reader().get("/mcsd/administration/Patient"), 404)).isEqualTo("not-supported");
        assertThat(issue(given().get("/mcsd/administration/Organization"), 401)).isEqualTo("login");
    }

    @Test
    void answersInJsonAndXml() {
        Response json = reader().get("/mcsd/Practitioner?_count=100");
        assertThat(json.contentType()).startsWith("application/fhir+json");
        assertThat(parsed(json, 200, Bundle.class).getTotal()).isZero();
        Response xml = reader().accept("application/fhir+xml").get("/mcsd/Location/_history");
        assertThat(xml.contentType()).startsWith("application/fhir+xml");
        assertThat(parsed(xml, 200, Bundle.class).getType()).isEqualTo(Bundle.BundleType.HISTORY);
        assertThat(reader().get("/mcsd/Location?_format=xml").contentType()).startsWith("application/fhir+xml");
        assertThat(reader().accept("text/turtle").get("/mcsd/Location").statusCode())
                .isEqualTo(406);
    }

    @Test
    void searchesByForm() {
        Response found = reader().formParam("name", "nobody at all")
                .formParam("_count", "7")
                .post("/mcsd/Organization/_search?active=true");
        Bundle bundle = parsed(found, 200, Bundle.class);
        assertThat(bundle.getTotal()).isZero();
        assertThat(bundle.getLink("self").getUrl())
                .contains("/mcsd/Organization?")
                .contains("active=true", "_count=7");
    }

    @Test
    void refusesInFhir() {
        assertThat(issue(reader().get("/mcsd/Organization/unknown"), 404)).isEqualTo("not-found");
        assertThat(issue(reader().get("/mcsd/Organization/not_an_id"), 400)).isEqualTo("invalid");
        assertThat(issue(reader().get("/mcsd/Patient"), 404)).isEqualTo("not-supported");
        assertThat(issue(reader().get("/mcsd/Organization?_count=many"), 400)).isEqualTo("invalid");
        assertThat(issue(reader().header("Prefer", "handling=strict").get("/mcsd/Organization?x=1"), 400))
                .isEqualTo("invalid");
        assertThat(issue(given().get("/mcsd/Organization"), 401)).isEqualTo("login");
        assertThat(issue(reader().put("/mcsd/Organization/1"), 405)).isEqualTo("not-supported");
        assertThat(issue(reader().contentType("application/json").body("{}").post("/mcsd/Organization/_search"), 415))
                .isEqualTo("not-supported");
    }

    private static String issue(Response response, int status) {
        return parsed(response, status, OperationOutcome.class)
                .getIssueFirstRep()
                .getCode()
                .toCode();
    }
}
