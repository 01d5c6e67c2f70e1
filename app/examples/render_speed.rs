//! How long a page takes to render, on one core: `cargo run --release -p app --features ssr --example render_speed`.
//! Prints one JSON object a line: what was rendered, its size, and the median of many batches.

use std::{hint::black_box, io::Write as _, time::Instant};

use app::{pages, samples as sample};
use domain::Lang;

const BATCH: u32 = 200;
const BATCHES: usize = 50;

fn main() -> std::io::Result<()> {
    let page = sample::page(Lang::De, "/");
    let (overview, device) = (sample::overview(), sample::device_page());
    let execution = sample::execution_page(sample::executions().swap_remove(5).1);
    measure("home", || pages::home(&page, &overview))?;
    measure("device", || pages::device(&page, &device))?;
    let receipt = sample::receipt(&execution.execution);
    measure("execution", || pages::execution(&page, &execution))?;
    measure("receipt", || pages::receipt(&page, &receipt))
}

fn measure(name: &str, render: impl Fn() -> String) -> std::io::Result<()> {
    let bytes = render().len();
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..BATCH {
                black_box(render());
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(BATCH)
        })
        .collect();
    batches.sort_by(f64::total_cmp);
    let median = batches[BATCHES / 2];
    writeln!(
        std::io::stdout(),
        r#"{{"name":"render {name}","value":{median:.1},"unit":"µs","bytes":{bytes}}}"#
    )
}
