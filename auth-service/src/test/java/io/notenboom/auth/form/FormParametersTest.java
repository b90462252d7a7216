// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormParametersTest {

    @Test
    void readsPlusAndPercentEncodings() throws Exception {
        FormParameters form = FormParameters.parse("a=1+2&b=%C3%A9%26&c=&d&presentation_submission={\"id\":\"x\"}");

        assertThat(form.get("a")).contains("1 2");
        assertThat(form.get("b")).contains("é&");
        assertThat(form.get("c")).isEmpty();
        assertThat(form.get("d")).isEmpty();
        assertThat(form.get("presentation_submission")).contains("{\"id\":\"x\"}");
        assertThat(form.get("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&%61=2", "a=%4", "a=%zz", "a=%ff", "a=é", "a=1\n", "a=1&a"})
    void refusesWhatBreaksARule(String body) {
        assertThatThrownBy(() -> FormParameters.parse(body)).isInstanceOf(MalformedFormException.class);
    }

    @Test
    void refusesTooManyParameters() {
        StringBuilder body = new StringBuilder();
        for (int index = 0; index <= FormParameters.MAX_PARAMETERS; index++) {
            body.append("p").append(index).append("=1&");
        }
        assertThatThrownBy(() -> FormParameters.parse(body.toString())).isInstanceOf(MalformedFormException.class);
    }
}
