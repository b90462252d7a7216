// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notenboom.gateway.model.address.HostName;
import io.notenboom.gateway.model.address.ListenAddress;
import io.notenboom.gateway.model.address.Origin;
import io.notenboom.gateway.model.address.Port;
import io.notenboom.gateway.model.address.UrlPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayModelReaderTest {

    private static final String VALID = """
            customer: vendra
            public: {host: localhost, port: 8443, certificate: /tls/server.pem, key: /tls/server.key}
            fhir:
              basePath: /fhir
              upstream: {url: "http://127.0.0.1:8080"}
              credentials: {username: own, passwordFile: /secret/password}
            pdp:
              upstream: {url: "https://pdp.example:9443", trust: /tls/ca.pem}
              pep: fhir-nginx
              keyFile: /secret/pep-key
            aaaProxy: {url: "http://127.0.0.1:8081"}
            notification: {basePath: /notification}
            """;

    private final GatewayModelReader reader = new GatewayModelReader();

    @Test
    void fillsInDefaults() {
        GatewayModel model = reader.parse(VALID);
        assertThat(model.listener().address()).isEqualTo(new ListenAddress("0.0.0.0"));
        assertThat(model.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(model.workers()).isEqualTo(2);
        assertThat(model.pdp().upstream().url())
                .isEqualTo(new Origin(true, new HostName("pdp.example"), new Port(9443)));
    }

    @Test
    void readsJson() {
        assertThat(reader.parse("""
                {"customer":"vendra","public":{"host":"localhost","port":8443,"certificate":"/a","key":"/b"},
                 "fhir":{"upstream":{"url":"http://127.0.0.1:80"}},
                 "pdp":{"upstream":{"url":"http://127.0.0.1:81"},"pep":"p","keyFile":"/c"}}""").fhir().base()).isEqualTo(new UrlPath("/fhir"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            customer: vendra | customer: Vendra | customer
            host: localhost | host: "local host" | public.host
            host: localhost | host: "a;b" | public.host
            host: localhost | host: "a.example;\\n}" | public.host
            port: 8443 | port: 0 | public.port
            port: 8443 | port: 70000 | public.port
            port: 8443 | port: "8443" | public.port
            port: 8443 | port: 8443.5 | public.port
            /tls/server.pem | relative.pem | public.certificate
            /tls/server.pem | "/tls/a\\";evil" | public.certificate
            /tls/server.pem | "/tls/$host" | public.certificate
            basePath: /fhir | basePath: /fhir/ | fhir.basePath
            basePath: /fhir | basePath: "/fhir { }" | fhir.basePath
            basePath: /fhir | basePath: /fhir/.. | fhir.basePath
            http://127.0.0.1:8080 | http://127.0.0.1:8080/fhir | fhir.upstream.url
            http://127.0.0.1:8080 | http://user@127.0.0.1:8080 | fhir.upstream.url
            http://127.0.0.1:8080 | ftp://127.0.0.1:8080 | fhir.upstream.url
            http://127.0.0.1:8080 | https://127.0.0.1:8080 | fhir.upstream
            username: own | username: "o:wn" | fhir.credentials.username
            username: own | user: own | fhir.credentials
            pep: fhir-nginx | pep: "a b" | pdp.pep
            pep: fhir-nginx | pap: fhir-nginx | pdp
            pep: fhir-nginx | pep: fhir-nginx, pap: x | pdp.pep
            notification: {basePath: /notification} | colour: red | colour
            notification: {basePath: /notification} | notification: {basePath: /n, pep: x} | notification.pep
            notification: {basePath: /notification} | notification: {basePath: /fhir/n} | ''
            notification: {basePath: /notification} | limits: {pdpSeconds: 0} | limits
            notification: {basePath: /notification} | limits: {pdpSeconds: many} | limits.pdpSeconds
            notification: {basePath: /notification} | workers: 65 | ''
            """)
    void namesTheFieldThatIsWrong(String valid, String wrong, String field) {
        InvalidGatewayModelException error = catchThrowableOfType(
                InvalidGatewayModelException.class, () -> reader.parse(VALID.replace(valid, wrong)));
        assertThat(error).isNotNull();
        assertThat(error.field()).isEqualTo(field.replace("''", ""));
        assertThat(error.getMessage()).doesNotContain("Exception", "io.notenboom");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            customer: vendra | customer
            keyFile: /secret/pep-key | keyFile
            aaaProxy: {url: "http://127.0.0.1:8081"} | aaaProxy
            """)
    void namesTheFieldThatIsMissing(String line, String field) {
        InvalidGatewayModelException error =
                catchThrowableOfType(InvalidGatewayModelException.class, () -> reader.parse(VALID.replace(line, "")));
        assertThat(error).hasMessageContaining("\"" + field + "\" is missing");
    }

    @Test
    void refusesRepeatedFieldsFurtherDocumentsAndSize() {
        for (String text : new String[] {
            VALID + "customer: vendrb\n",
            VALID + "---\ncustomer: vendrb\n",
            "",
            "# " + "x".repeat(70_000) + "\n" + VALID
        }) {
            assertThat(catchThrowableOfType(InvalidGatewayModelException.class, () -> reader.parse(text)))
                    .isNotNull();
        }
    }
}
