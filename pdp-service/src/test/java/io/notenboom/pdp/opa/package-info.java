// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.opa;

import org.jspecify.annotations.NullMarked;
