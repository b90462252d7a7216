// SPDX-License-Identifier: Apache-2.0
/** The examples of the description of the API, sent to a running service. */
@NullMarked
package io.notenboom.pdp.app.examples;

import org.jspecify.annotations.NullMarked;
