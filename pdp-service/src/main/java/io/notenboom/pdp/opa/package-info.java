// SPDX-License-Identifier: Apache-2.0
/** The rules of the decision point in Rego, as a bundle for Open Policy Agent, and how its answers compare with the engine's. */
@NullMarked
package io.notenboom.pdp.opa;

import org.jspecify.annotations.NullMarked;
