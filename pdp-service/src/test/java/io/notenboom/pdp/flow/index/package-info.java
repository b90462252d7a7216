// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.flow.index;

import org.jspecify.annotations.NullMarked;
