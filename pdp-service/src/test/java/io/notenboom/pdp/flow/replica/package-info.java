// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.flow.replica;

import org.jspecify.annotations.NullMarked;
