Training training = Training.ofCsv(Path.of("config/examples/data/iris.csv"), "species");
training.network("mlp").epochs(30).batchSize(16).learningRate(0.003);
TrainedModel model = training.fit();
System.out.println(model);
model.curves().png(Path.of("iris.png"));
model.save(Path.of("iris.tflite"));
System.out.println(model.accuracy() + " " + model.predict(5.1f, 3.5f, 1.4f, 0.2f).label());
