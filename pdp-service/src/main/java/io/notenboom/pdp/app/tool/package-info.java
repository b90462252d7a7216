// SPDX-License-Identifier: Apache-2.0
/** Programs that work on files without the service: verify a decision log, replay it, run tables and files of cases, write and compare the rules in Rego. */
@NullMarked
package io.notenboom.pdp.app.tool;

import org.jspecify.annotations.NullMarked;
